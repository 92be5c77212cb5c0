import { useState } from 'react';
import { Link, Navigate, useNavigate, useSearchParams } from 'react-router';
import { useLogin, useMe } from '@/api/me';
import { faultsByField } from '@/api/problem';
import { Button, PasswordField, ProblemAlert, TextField } from '@/shared/ui';
import { useIdentityText } from '../i18n';
import { AuthCard, authStyles as s } from './AuthCard';

/** Only addresses inside this site; `//host` would leave it. */
const inside = (next: string | null) => (next && /^\/(?![/\\])/.test(next) ? next : '/work');

export default function LoginPage() {
  const t = useIdentityText();
  const navigate = useNavigate();
  const [search] = useSearchParams();
  const next = inside(search.get('next'));
  const { user } = useMe();
  const login = useLogin();
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const faults = faultsByField(login.error);
  if (user && !login.isSuccess) return <Navigate to={next} replace />;
  return (
    <AuthCard
      title={t('loginTitle')}
      lead={t('loginLead')}
      below={
        <>
          {t('noAccount')} <Link to="/register">{t('toRegister')}</Link>
        </>
      }
    >
      <form
        className={s.form}
        onSubmit={(event) => {
          event.preventDefault();
          login.mutate(
            { email: email.trim(), password },
            { onSuccess: () => void navigate(next, { replace: true }) },
          );
        }}
      >
        <TextField
          label={t('email')}
          type="email"
          autoComplete="username"
          required
          value={email}
          onValue={setEmail}
          error={faults.email}
        />
        <PasswordField
          label={t('password')}
          autoComplete="current-password"
          required
          value={password}
          onValue={setPassword}
          error={faults.password}
        />
        {Object.keys(faults).length === 0 && <ProblemAlert error={login.error} />}
        <Button kind="primary" size="large" block submit busy={login.isPending}>
          {t('login')}
        </Button>
      </form>
    </AuthCard>
  );
}
