import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useNavigate, useParams } from 'react-router';
import { api } from '@/api/client';
import type { MeView } from '@/api/gen';
import { ME_KEY, useMe } from '@/api/me';
import { faultsByField } from '@/api/problem';
import { Button, PasswordField, ProblemAlert, TextField } from '@/shared/ui';
import { useIdentityText } from '../i18n';
import { AuthCard, authStyles as s } from './AuthCard';
import { MIN_PASSWORD } from './registration';

/** Accepting an invitation; name and password are asked only of people without an account. */
export default function InvitationPage() {
  const t = useIdentityText();
  const { token = '' } = useParams();
  const navigate = useNavigate();
  const client = useQueryClient();
  const { user } = useMe();
  const [name, setName] = useState('');
  const [password, setPassword] = useState('');
  const accept = useMutation({
    mutationFn: () =>
      api.post<MeView>('/api/v1/auth/accept-invitation', {
        token,
        name: name.trim() || null,
        password: password || null,
      }),
    onSuccess: async (me) => {
      client.setQueryData(ME_KEY, me);
      await navigate('/work', { replace: true });
    },
  });
  const faults = faultsByField(accept.error);
  return (
    <AuthCard title={t('invitationTitle')} lead={t(user ? 'invitationLead' : 'invitationLeadNew')}>
      <form
        className={s.form}
        onSubmit={(event) => {
          event.preventDefault();
          accept.mutate();
        }}
      >
        {!user && (
          <>
            <TextField
              label={t('name')}
              autoComplete="name"
              value={name}
              onValue={setName}
              error={faults.name}
            />
            <PasswordField
              label={t('password')}
              autoComplete="new-password"
              minLength={MIN_PASSWORD}
              hint={t('passwordHint')}
              value={password}
              onValue={setPassword}
              error={faults.password}
            />
          </>
        )}
        <ProblemAlert error={accept.error} />
        <Button kind="primary" size="large" block submit busy={accept.isPending}>
          {t('invitationAccept')}
        </Button>
      </form>
    </AuthCard>
  );
}
