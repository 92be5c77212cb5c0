import { useCallback, useState } from 'react';
import { Link, NavLink, Outlet, ScrollRestoration, useLocation, useNavigate } from 'react-router';
import { useMe } from '@/api/me';
import { Button, Logo, MenuIcon, SearchBox, Sheet } from '@/shared/ui';
import { LanguageSwitch, ProgressLine, ThemeSwitch } from '../Switches';
import { PUBLIC_NAV, useAppText } from '../text';
import s from './PublicShell.module.css';

/** Pages with a search box of their own. */
const OWN_SEARCH = /^\/((library|demands|info)\/?)?$/;

/** Frame of all public pages; no antd below it. */
export function PublicShell() {
  const t = useAppText();
  const { user } = useMe();
  const [open, setOpen] = useState(false);
  const navigate = useNavigate();
  const { pathname } = useLocation();
  const close = useCallback(() => setOpen(false), []);
  const links = PUBLIC_NAV.map(([to, key]) => (
    <NavLink
      key={to}
      to={to}
      onClick={close}
      className={({ isActive }) => (isActive ? `${s.link} ${s.on}` : s.link)}
    >
      {t(key)}
    </NavLink>
  ));
  const enter = user ? (
    <Button kind="primary" to="/work">
      {t('enterWork')}
    </Button>
  ) : (
    <>
      <Button kind="text" className={s.wide} to="/register">
        {t('register')}
      </Button>
      <Button kind="primary" to={loginTarget(pathname)}>
        {t('login')}
      </Button>
    </>
  );
  return (
    <div className={s.shell}>
      <a className={s.skip} href="#main">
        {t('skip')}
      </a>
      <header className={s.header}>
        <div className={s.bar}>
          <Link to="/" className={s.brand} aria-label={t('brandLong')}>
            <Logo />
            <span>{t('brand')}</span>
            {t('brand') !== 'HepaBridge' && <small lang="en">HepaBridge</small>}
          </Link>
          <nav className={s.nav} aria-label={t('mainNav')}>
            {links}
          </nav>
          <div className={s.actions}>
            {!OWN_SEARCH.test(pathname) && (
              <div className={s.search}>
                <SearchBox
                  value=""
                  size="small"
                  slashKey
                  onSubmitOnly
                  placeholder={t('searchLibrary')}
                  onSearch={(q) => void navigate(`/library?q=${encodeURIComponent(q)}`)}
                />
              </div>
            )}
            <ThemeSwitch />
            <span className={s.wide}>
              <LanguageSwitch />
            </span>
            {enter}
            <Button
              className={s.narrow}
              kind="text"
              aria-label={t('menu')}
              aria-haspopup="dialog"
              icon={<MenuIcon />}
              onClick={() => setOpen(true)}
            />
          </div>
        </div>
        <ProgressLine />
      </header>
      <Sheet side="right" open={open} onClose={close} title={t('menu')}>
        <nav className={s.column} aria-label={t('mainNav')}>
          {links}
          {!user && (
            <Link className={s.link} to="/register" onClick={close}>
              {t('register')}
            </Link>
          )}
        </nav>
        <LanguageSwitch />
      </Sheet>
      <main id="main" tabIndex={-1} className={s.main}>
        <Outlet />
      </main>
      <Footer />
      <ScrollRestoration />
    </div>
  );
}

const loginTarget = (pathname: string) =>
  /^\/(login|register|setup)?(\/|$)/.test(pathname)
    ? '/login'
    : `/login?next=${encodeURIComponent(pathname)}`;

function Footer() {
  const t = useAppText();
  return (
    <footer className={s.footer}>
      <div className={s.footerIn}>
        <p>{t('footerBasis')}</p>
        <p>{t('footerSource')}</p>
        <p>{t('footerDemo')}</p>
        <nav aria-label={t('brand')}>
          {PUBLIC_NAV.map(([to, key]) => (
            <Link key={to} to={to}>
              {t(key)}
            </Link>
          ))}
        </nav>
      </div>
    </footer>
  );
}
