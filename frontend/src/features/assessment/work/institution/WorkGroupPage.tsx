import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useParams } from 'react-router';
import { api } from '@/api/client';
import type { GroupMemberView, WorkGroupInput, WorkGroupView } from '@/api/gen';
import { workGroupsReadOptions, workGroupsReadQueryKey } from '@/api/gen/@tanstack/react-query.gen';
import { refresh } from '@/api/hooks';
import { date, dateTime } from '@/shared/lib/format';
import {
  Button,
  DemoTag,
  DescriptionGrid,
  FileField,
  historyItems,
  Notice,
  PageHeader,
  ProblemAlert,
  Skeleton,
  StateTag,
  Tag,
  Timeline,
} from '@/shared/ui';
import { ActionBar, type ActionFacts } from '@/shared/work';
import { useInstitutionText } from '../../i18n/institution';
import { WORK_GROUP_STATES } from '../../labels';
import { WorkGroupForm } from './WorkGroupForm';
import s from './institution.module.css';

const TYPES = ['.pdf', '.docx', '.jpg', '.png', '.txt'];

/** One work group: members with background, appointment file, appoint and dissolve. */
export default function WorkGroupPage() {
  const t = useInstitutionText();
  const { id = '' } = useParams();
  const client = useQueryClient();
  const [editing, setEditing] = useState(false);
  const path = { group_id: id };
  const { data, error, isPending, refetch } = useQuery(workGroupsReadOptions({ path }));
  if (isPending) return <Skeleton rows={8} />;
  if (!data) return <ProblemAlert error={error} onRetry={() => void refetch()} />;
  const put = (next: WorkGroupView) => {
    client.setQueryData(workGroupsReadQueryKey({ path }), next);
    // Read once more: the history gets its newest line only with the commit.
    void refresh(client, 'workGroupsRead', 'workGroupsList', 'evaluationsRead', 'meTodos');
  };
  const url = `/api/v1/work-groups/${id}`;
  const act = async (action: string, { reason }: ActionFacts) => {
    const body = action === 'dissolve' ? { reason } : undefined;
    put(await api.post<WorkGroupView>(`${url}/${action}`, body, { version: data.version }));
  };
  const save = async (values: WorkGroupInput) => {
    put(await api.put<WorkGroupView>(url, values, { version: data.version }));
    setEditing(false);
  };
  return (
    <>
      <PageHeader
        title={data.name}
        trail={[
          [t('evaluations'), '/work/evaluations'],
          [t('groups'), '/work/evaluations/groups'],
          [data.number],
        ]}
        tags={
          <>
            <StateTag status={data.status} labels={WORK_GROUP_STATES} />
            <DemoTag show={data.is_demo} />
          </>
        }
        extra={
          <>
            {data.editable && !editing && (
              <Button onClick={() => setEditing(true)}>{t('edit')}</Button>
            )}
            <ActionBar actions={data.available_actions} onAction={act} danger={['dissolve']} />
          </>
        }
      />
      <div className={s.stack}>
        {data.blockers.length > 0 && data.status !== 'dissolved' && (
          <Notice tone="warn">
            <b>{t('blockers')}</b>
            <ul className={s.bullets}>
              {data.blockers.map((line) => (
                <li key={line}>{line}</li>
              ))}
            </ul>
          </Notice>
        )}
        {editing ? (
          <section className="panel">
            <WorkGroupForm
              start={data}
              submitLabel={t('save')}
              onSave={save}
              onCancel={() => setEditing(false)}
            />
          </section>
        ) : (
          <section className="panel" aria-labelledby="members">
            <DescriptionGrid
              items={[
                { label: t('organisation'), value: data.organisation_name },
                {
                  label: t('appointedOn'),
                  value: data.appointed_on ? date(data.appointed_on) : null,
                },
                data.purpose ? { label: t('purpose'), value: data.purpose, wide: true } : null,
              ]}
            />
            <h2 id="members" className={s.sub}>
              {t('members')}
            </h2>
            <Members members={data.members} />
          </section>
        )}
        <section className="panel" aria-labelledby="file">
          <h2 id="file">{t('file')}</h2>
          <FileField
            label={t('uploadFile')}
            files={data.file ? [{ ...data.file, url: `${url}/attachments/${data.file.id}` }] : []}
            request={() => ({ url: `${url}/attachments` })}
            onUploaded={(answer) => put(answer as WorkGroupView)}
            types={TYPES}
            multiple={false}
            disabled={!data.editable}
          />
          {data.file && (
            <p className={s.small}>
              {t('uploadedBy', {
                who: data.file.uploaded_by_name,
                at: dateTime(data.file.uploaded_at),
              })}
            </p>
          )}
          {!data.file && !data.editable && <p>{t('fileMissing')}</p>}
        </section>
        <section className="panel" aria-labelledby="history">
          <h2 id="history">{t('history')}</h2>
          <Timeline items={historyItems(data.history).reverse()} />
        </section>
      </div>
    </>
  );
}

function Members({ members }: { members: GroupMemberView[] }) {
  const t = useInstitutionText();
  if (members.length === 0) return <p>{t('noMembers')}</p>;
  return (
    <ul className={s.people}>
      {members.map((member, index) => (
        <li key={member.name + index}>
          <b>{member.name}</b>
          <Tag tone="brand">{member.duty}</Tag>
          {member.user_id && <Tag tone="good">{t('accountLinked')}</Tag>}
          <p>
            {member.background}
            {member.years != null && ` · ${t('years')} ${member.years}`}
          </p>
        </li>
      ))}
    </ul>
  );
}
