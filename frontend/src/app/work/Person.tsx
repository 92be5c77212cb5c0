import { Link, useNavigate } from 'react-router';
import { useLogout, useSwitchHat, type Hat, type Me } from '@/api/me';
import { labelOf, useLang } from '@/shared/lib/text';
import { ChevronDownIcon, MenuButton, menuStyles as m, UserIcon } from '@/shared/ui';
import { useAppText } from '../text';
import s from './Person.module.css';

/** 以…身份: the role and organisation in use, and the others of this account. */
export function HatSwitch({ me }: { me: Me }) {
  const t = useAppText();
  const navigate = useNavigate();
  const change = useSwitchHat();
  const lang = useLang();
  const role = (hat: Hat) =>
    labelOf({ label_zh: hat.role_label, label_en: hat.role_label_en }, lang);
  if (!me.hat) return me.hats.length === 0 ? <span className={s.none}>{t('noHat')}</span> : null;
  const face = (
    <span className={s.hat}>
      <b>{t('asHat', { role: role(me.hat) })}</b>
      <small>{me.hat.organisation_name}</small>
    </span>
  );
  if (me.hats.length < 2) return <span className={s.single}>{face}</span>;
  const pick = async (hat: Hat) => {
    if (hat.membership_id === me.hat?.membership_id) return;
    await change.mutateAsync(hat.membership_id);
    await navigate('/work');
  };
  return (
    <MenuButton
      face={
        <>
          {face}
          <span className="vh">{t('switchHat')}</span>
          <ChevronDownIcon />
        </>
      }
    >
      {(close) => (
        <>
          <p className={m.title}>{t('switchHat')}</p>
          {me.hats.map((hat) => (
            <button
              key={hat.membership_id}
              type="button"
              className={m.item}
              aria-current={hat.membership_id === me.hat?.membership_id}
              onClick={() => {
                close();
                void pick(hat);
              }}
            >
              <span>
                {role(hat)}
                <small>{hat.organisation_name}</small>
              </span>
            </button>
          ))}
        </>
      )}
    </MenuButton>
  );
}

export function UserMenu({ me }: { me: Me }) {
  const t = useAppText();
  const logout = useLogout();
  return (
    <MenuButton
      label={me.user?.name ?? ''}
      face={
        <span className={s.user}>
          <UserIcon />
          <span>{me.user?.name}</span>
        </span>
      }
    >
      {(close) => (
        <>
          <p className={m.title}>{me.user?.email}</p>
          <Link className={m.item} to="/work/account" onClick={close}>
            {t('account')}
          </Link>
          <Link className={m.item} to="/" onClick={close}>
            {t('publicSite')}
          </Link>
          <hr className={m.line} />
          <button type="button" className={m.item} onClick={() => logout.mutate()}>
            {t('logout')}
          </button>
        </>
      )}
    </MenuButton>
  );
}
