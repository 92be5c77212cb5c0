import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button, Select } from 'antd';
import { useState } from 'react';
import { ifMatch } from '@/api/client';
import type { OutcomeView } from '@/api/gen';
import {
  organisationsListOptions,
  outcomesAssignMutation,
  outcomesReadQueryKey,
} from '@/api/gen/@tanstack/react-query.gen';
import { refresh } from '@/api/hooks';
import { useMe } from '@/api/me';
import { ProblemAlert } from '@/shared/ui';
import { useOutcomeText } from '../i18n';
import s from './outcomes.module.css';

/** Staff hand an imported draft to the organisation that holds it. */
export function AssignHolder({ outcome }: { outcome: OutcomeView }) {
  const t = useOutcomeText();
  const { me } = useMe();
  const client = useQueryClient();
  const { message } = App.useApp();
  const [q, setQ] = useState('');
  const [org, setOrg] = useState<string>();
  const open =
    outcome.imported &&
    outcome.status === 'draft' &&
    outcome.owner_name === '' &&
    me?.menu.some((item) => item.key === 'reviews') === true;
  const found = useQuery({
    ...organisationsListOptions({ query: { q, status: 'approved', size: 20 } }),
    enabled: open,
  });
  const assign = useMutation({
    ...outcomesAssignMutation(),
    onSuccess: async () => {
      void message.success(t('assigned'));
      const path = { outcome_id: outcome.id };
      await client.invalidateQueries({ queryKey: outcomesReadQueryKey({ path }) });
      await refresh(client, 'outcomesList');
    },
  });
  if (!open) return null;
  return (
    <section className="panel" aria-label={t('assign')}>
      <h2>{t('assign')}</h2>
      <p className={s.muted}>{t('assignHint')}</p>
      <div className={s.list} style={{ marginTop: 8 }}>
        <Select
          aria-label={t('assignOrg')}
          placeholder={t('assignOrg')}
          value={org}
          showSearch={{ filterOption: false, onSearch: setQ }}
          loading={found.isFetching}
          options={found.data?.items.map((row) => ({ value: row.id, label: row.name }))}
          onChange={setOrg}
        />
        <ProblemAlert error={assign.error} />
        <Button
          disabled={!org}
          loading={assign.isPending}
          onClick={() =>
            org &&
            assign.mutate({
              path: { outcome_id: outcome.id },
              body: { org_id: org },
              headers: ifMatch(outcome.version),
            })
          }
        >
          {t('assign')}
        </Button>
      </div>
    </section>
  );
}
