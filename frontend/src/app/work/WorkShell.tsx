import { useCallback, useState } from 'react';
import { Link, Navigate, NavLink, Outlet, ScrollRestoration, useLocation } from 'react-router';
import { useMe, type MenuItem } from '@/api/me';
import { labelOf, useLang } from '@/shared/lib/text';
import {
  BellIcon,
  Button,
  DemoTag,
  HomeIcon,
  Logo,
  MenuIcon,
  ProblemAlert,
  Sheet,
  Skeleton,
  UserIcon,
} from '@/shared/ui';
import { LanguageSwitch, ProgressLine, ThemeSwitch } from '../Switches';
import { useAppText } from '../text';
import { AntdProvider } from './AntdProvider';
import { HatSwitch, UserMenu } from './Person';
import { SessionGuard } from './SessionGuard';
import s from './WorkShell.module.css';

function Badge({ n }: { n: number | null | undefined }) {
  return n ? <i className={s.badge}>{n > 999 ? '999+' : n}</i> : null;
}

function WorkMenu({ items, onPick }: { items: MenuItem[]; onPick?: () => void }) {
  const lang = useLang();
  return (
    <ul className={s.menu}>
      {items.map((item) => (
        <li key={item.key}>
          <NavLink
            to={item.path}
            end={item.path === '/work'}
            onClick={onPick}
            className={({ isActive }) => (isActive ? `${s.item} ${s.on}` : s.item)}
          >
            <span>{labelOf(item, lang)}</span>
            <Badge n={item.badge} />
          </NavLink>
        </li>
      ))}
    </ul>
  );
}

function Inbox({ unread }: { unread: number }) {
  const t = useAppText();
  return (
    <Link
      to="/work/inbox"
      className={s.bell}
      aria-label={unread ? t('inboxUnread', { n: unread }) : t('inbox')}
    >
      <BellIcon />
      <Badge n={unread} />
    </Link>
  );
}

/** Frame of the work area: menu and hats come from /me, the client decides nothing by role. */
export default function WorkShell() {
  const t = useAppText();
  const { me, isPending, error, refetch } = useMe();
  const { pathname, search } = useLocation();
  const [open, setOpen] = useState(false);
  const close = useCallback(() => setOpen(false), []);
  if (isPending) {
    return (
      <div className={s.wait}>
        <Skeleton rows={8} />
      </div>
    );
  }
  if (!me) {
    return (
      <div className={s.wait}>
        <ProblemAlert error={error} onRetry={() => void refetch()} />
      </div>
    );
  }
  if (!me.user) {
    return <Navigate to={`/login?next=${encodeURIComponent(pathname + search)}`} replace />;
  }
  return (
    <AntdProvider>
      <div className={s.shell}>
        <a className={s.skip} href="#main">
          {t('skip')}
        </a>
        <header className={s.header}>
          <div className={s.bar}>
            <Button
              className={s.narrow}
              kind="text"
              aria-label={t('menu')}
              aria-haspopup="dialog"
              icon={<MenuIcon />}
              onClick={() => setOpen(true)}
            />
            <Link to="/work" className={s.brand} aria-label={`${t('brand')} ${t('workspace')}`}>
              <Logo size={30} />
              <span>
                {t('brand')} <small>{t('workspace')}</small>
              </span>
            </Link>
            <div className={s.fill} />
            <HatSwitch me={me} />
            <DemoTag show={me.user.is_demo} />
            <Inbox unread={me.unread} />
            <span className={s.wide}>
              <ThemeSwitch />
              <LanguageSwitch />
            </span>
            <UserMenu me={me} />
          </div>
          <ProgressLine />
        </header>
        <div className={s.body}>
          <nav className={s.side} aria-label={t('workNav')}>
            <WorkMenu items={me.menu} />
            <Link className={s.site} to="/">
              {t('publicSite')}
            </Link>
          </nav>
          <main id="main" tabIndex={-1} className={s.main}>
            <Outlet />
          </main>
        </div>
        <Sheet side="left" open={open} onClose={close} title={t('menu')}>
          <nav aria-label={t('workNav')}>
            <WorkMenu items={me.menu} onPick={close} />
            <Link className={s.site} to="/" onClick={close}>
              {t('publicSite')}
            </Link>
          </nav>
          <ThemeSwitch />
          <LanguageSwitch />
        </Sheet>
        <nav className={s.dock} aria-label={t('mine')}>
          <NavLink to="/work" end>
            <HomeIcon />
            {t('todos')}
          </NavLink>
          <NavLink to="/work/inbox">
            <span className={s.dockBell}>
              <BellIcon />
              <Badge n={me.unread} />
            </span>
            {t('inbox')}
          </NavLink>
          <button type="button" onClick={() => setOpen(true)} aria-haspopup="dialog">
            <MenuIcon />
            {t('menu')}
          </button>
          <NavLink to="/work/account">
            <UserIcon />
            {t('mine')}
          </NavLink>
        </nav>
        <ScrollRestoration />
        <SessionGuard me={me} />
      </div>
    </AntdProvider>
  );
}
