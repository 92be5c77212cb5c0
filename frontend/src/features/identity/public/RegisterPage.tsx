import { useState } from 'react';
import { Link, useNavigate } from 'react-router';
import { useSubmitKey } from '@/api/hooks';
import { useRegister } from '@/api/me';
import { faultsByField } from '@/api/problem';
import {
  Button,
  CheckField,
  PasswordField,
  ProblemAlert,
  SelectField,
  TextField,
} from '@/shared/ui';
import { useIdentityText } from '../i18n';
import { AuthCard, authStyles as s } from './AuthCard';
import { KINDS, localFaults, ROLES, toRegistration, type Draft } from './registration';

const EMPTY: Draft = {
  email: '',
  password: '',
  name: '',
  role: 'holder',
  organisationName: '',
  organisationKind: null,
  creditCode: '',
  terms: false,
};

export default function RegisterPage() {
  const t = useIdentityText();
  const navigate = useNavigate();
  const register = useRegister();
  const { keyOf } = useSubmitKey();
  const [draft, setDraft] = useState(EMPTY);
  const [checked, setChecked] = useState(false);
  const set =
    <K extends keyof Draft>(name: K) =>
    (value: Draft[K]) =>
      setDraft((old) => ({ ...old, [name]: value }));
  const own = checked ? localFaults(draft) : {};
  const server = faultsByField(register.error);
  const local = (name: keyof Draft) => {
    const fault = own[name];
    return fault && t(fault);
  };
  const submit = () => {
    setChecked(true);
    if (Object.keys(localFaults(draft)).length > 0) return;
    const body = toRegistration(draft);
    register.mutate(
      { ...body, key: keyOf(body) },
      { onSuccess: () => void navigate('/work', { replace: true }) },
    );
  };
  return (
    <AuthCard
      title={t('registerTitle')}
      lead={t('registerLead')}
      below={
        <>
          {t('hasAccount')} <Link to="/login">{t('toLogin')}</Link>
        </>
      }
    >
      <form
        className={s.form}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        <TextField
          label={t('name')}
          autoComplete="name"
          required
          value={draft.name}
          onValue={set('name')}
          error={local('name') ?? server.name}
        />
        <TextField
          label={t('email')}
          type="email"
          autoComplete="username"
          required
          value={draft.email}
          onValue={set('email')}
          error={local('email') ?? server.email}
        />
        <PasswordField
          label={t('password')}
          autoComplete="new-password"
          required
          hint={t('passwordHint')}
          value={draft.password}
          onValue={set('password')}
          error={local('password') ?? server.password}
        />
        <SelectField
          label={t('role')}
          required
          hint={t('roleHint')}
          value={draft.role}
          onValue={(value) => set('role')(value as Draft['role'])}
          options={ROLES.map(([value, label]) => ({ value, label: t(label) }))}
          error={server.role}
        />
        <div className={s.group}>
          <TextField
            label={t('organisationName')}
            autoComplete="organization"
            required
            value={draft.organisationName}
            onValue={set('organisationName')}
            error={local('organisationName') ?? server['organisation.name']}
          />
          <SelectField
            label={t('organisationKind')}
            required
            placeholder={t('choose')}
            value={draft.organisationKind ?? ''}
            onValue={(value) =>
              set('organisationKind')(value ? (value as Draft['organisationKind']) : null)
            }
            options={KINDS.map((value) => ({ value, label: t(value) }))}
            error={local('organisationKind') ?? server['organisation.kind']}
          />
          <TextField
            label={t('creditCode')}
            required={draft.organisationKind !== 'individual'}
            maxLength={18}
            autoCapitalize="characters"
            spellCheck={false}
            hint={t('creditHint')}
            value={draft.creditCode}
            onValue={(value) => set('creditCode')(value.toUpperCase())}
            error={local('creditCode') ?? server['organisation.credit_code']}
          />
        </div>
        <CheckField
          checked={draft.terms}
          onChecked={set('terms')}
          error={local('terms') ?? server.accept_terms}
        >
          {t('terms')}
        </CheckField>
        <ProblemAlert error={register.error} />
        <Button kind="primary" size="large" block submit busy={register.isPending}>
          {t('register')}
        </Button>
      </form>
    </AuthCard>
  );
}
