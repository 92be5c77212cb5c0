import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import type { WorkGroupRow } from '@/api/gen';
import { workGroupsListOptions } from '@/api/gen/@tanstack/react-query.gen';
import { date } from '@/shared/lib/format';
import { useListState } from '@/shared/lib/useListState';
import { Button, DataTable, DemoTag, PageHeader, StateTag, Tag, type Column } from '@/shared/ui';
import { useInstitutionText } from '../../i18n/institution';
import { WORK_GROUP_STATES } from '../../labels';
import { useWritesForInstitution } from './useWrites';
import s from '../organise.module.css';

function Name({ row }: { row: WorkGroupRow }) {
  return (
    <>
      <Link to={`/work/evaluations/groups/${row.id}`}>{row.name}</Link>{' '}
      <DemoTag show={row.is_demo} />
    </>
  );
}

function FileTag({ row }: { row: WorkGroupRow }) {
  const t = useInstitutionText();
  return (
    <Tag tone={row.has_file ? 'good' : 'seal'} icon>
      {t(row.has_file ? 'fileThere' : 'fileMissing')}
    </Tag>
  );
}

/** Work groups of my institution, or of all for those who watch (5.1.2.3.1). */
export default function WorkGroupsPage() {
  const t = useInstitutionText();
  const mayWrite = useWritesForInstitution();
  const list = useListState({ sort: '-created_at' });
  const result = useQuery({
    ...workGroupsListOptions({ query: list.params() }),
    placeholderData: keepPreviousData,
  });
  const add = mayWrite && (
    <Button kind="primary" to="/work/evaluations/groups/new">
      {t('newGroup')}
    </Button>
  );
  const columns: Column<WorkGroupRow>[] = [
    { title: t('number'), dataIndex: 'number', className: 'num' },
    { title: t('groupName'), render: (_, row) => <Name row={row} /> },
    { title: t('organisation'), dataIndex: 'organisation_name' },
    { title: t('members'), render: (_, row) => t('memberCount', { n: row.members }) },
    { title: t('file'), render: (_, row) => <FileTag row={row} /> },
    {
      title: t('appointedOn'),
      render: (_, row) => (row.appointed_on ? date(row.appointed_on) : ''),
    },
    {
      title: t('status'),
      render: (_, row) => <StateTag status={row.status} labels={WORK_GROUP_STATES} />,
    },
  ];
  return (
    <>
      <PageHeader
        title={t('groups')}
        trail={[[t('evaluations'), '/work/evaluations'], [t('groups')]]}
        subtitle={t('groupsLead')}
        extra={add}
      />
      <DataTable
        result={result}
        list={list}
        columns={columns}
        rowKey="id"
        label={t('groups')}
        empty={{ title: t('noGroups'), text: t('noGroupsText'), action: add }}
        card={(row) => (
          <div className={s.card}>
            <Name row={row} />
            <StateTag status={row.status} labels={WORK_GROUP_STATES} />
            <small>
              {row.number} · {row.organisation_name} · {t('memberCount', { n: row.members })}
            </small>
            <FileTag row={row} />
          </div>
        )}
      />
    </>
  );
}
