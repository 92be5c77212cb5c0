import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from 'react-router';
import { api } from '@/api/client';
import type { WorkGroupInput, WorkGroupView } from '@/api/gen';
import { refresh, useSubmitKey } from '@/api/hooks';
import { PageHeader } from '@/shared/ui';
import { useInstitutionText } from '../../i18n/institution';
import { WorkGroupForm } from './WorkGroupForm';

/** Puts a work group together; file and appointment follow on its own page. */
export default function NewWorkGroupPage() {
  const t = useInstitutionText();
  const go = useNavigate();
  const client = useQueryClient();
  const { keyOf } = useSubmitKey();
  const create = async (values: WorkGroupInput) => {
    const made = await api.post<WorkGroupView>('/api/v1/work-groups', values, {
      key: keyOf(values),
    });
    await refresh(client, 'workGroupsList', 'meTodos');
    await go(`/work/evaluations/groups/${made.id}`);
  };
  return (
    <>
      <PageHeader
        title={t('newGroup')}
        trail={[
          [t('evaluations'), '/work/evaluations'],
          [t('groups'), '/work/evaluations/groups'],
          [t('newGroup')],
        ]}
        subtitle={t('groupsLead')}
      />
      <section className="panel">
        <WorkGroupForm
          start={{
            name: '',
            purpose: '',
            members: [{ name: '', duty: '', background: '', years: null, user_id: null }],
          }}
          submitLabel={t('create')}
          onSave={create}
        />
      </section>
    </>
  );
}
