import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { Link, useParams } from 'react-router';
import { api } from '@/api/client';
import type { MeView } from '@/api/gen';
import { faultsByField } from '@/api/problem';
import { Button, Notice, PasswordField, ProblemAlert, TextField } from '@/shared/ui';
import { useIdentityText } from '../i18n';
import { AuthCard, authStyles as s } from './AuthCard';
import { MIN_PASSWORD } from './registration';

/** First administrator of a production start, through the one-time link. */
export default function SetupPage() {
  const t = useIdentityText();
  const { token = '' } = useParams();
  const [platform, setPlatform] = useState('');
  const [name, setName] = useState('');
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const setup = useMutation({
    mutationFn: () =>
      api.post<MeView>('/api/v1/auth/setup', {
        token,
        name,
        email,
        password,
        platform_name: platform,
      }),
  });
  const faults = faultsByField(setup.error);
  return (
    <AuthCard title={t('setupTitle')} lead={t('setupLead')}>
      {setup.isSuccess ? (
        <Notice tone="good">
          {t('setupDone')} <Link to="/login">{t('toLogin')}</Link>
        </Notice>
      ) : (
        <form
          className={s.form}
          onSubmit={(event) => {
            event.preventDefault();
            setup.mutate();
          }}
        >
          <TextField
            label={t('platformName')}
            autoComplete="organization"
            required
            value={platform}
            onValue={setPlatform}
            error={faults.platform_name}
          />
          <TextField
            label={t('name')}
            autoComplete="name"
            required
            value={name}
            onValue={setName}
            error={faults.name}
          />
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
            autoComplete="new-password"
            required
            minLength={MIN_PASSWORD}
            hint={t('passwordHint')}
            value={password}
            onValue={setPassword}
            error={faults.password}
          />
          {Object.keys(faults).length === 0 && <ProblemAlert error={setup.error} />}
          <Button kind="primary" size="large" block submit busy={setup.isPending}>
            {t('setupSubmit')}
          </Button>
        </form>
      )}
    </AuthCard>
  );
}
