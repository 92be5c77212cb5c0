import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import type { ProjectRow, ProjectStatus } from '@/api/gen';
import { projectsListOptions } from '@/api/gen/@tanstack/react-query.gen';
import { ago, date } from '@/shared/lib/format';
import { labelOf, useLang } from '@/shared/lib/text';
import { useListState } from '@/shared/lib/useListState';
import { DataTable, DemoTag, PageHeader, Seg, StateTag, Tag, type Column } from '@/shared/ui';
import { useImplementationText } from '../i18n';
import { PROJECT_STATES } from '../labels';
import s from './Project.module.css';

const ALL = 'all';
const STATES = Object.keys(PROJECT_STATES) as ProjectStatus[];

/** What needs attention in a project. */
function Health({ row }: { row: ProjectRow }) {
  const t = useImplementationText();
  return (
    <span className={s.health}>
      <StateTag status={row.status} labels={PROJECT_STATES} />
      {row.converted && (
        <Tag tone="good" icon>
          {t('converted')}
        </Tag>
      )}
      {row.late_milestones > 0 && (
        <Tag tone="seal" icon>
          {t('late', { n: row.late_milestones })}
        </Tag>
      )}
      {row.open_issues > 0 && <Tag tone="ochre">{t('openIssues', { n: row.open_issues })}</Tag>}
      {row.contact_overdue && <Tag tone="seal">{t('silent')}</Tag>}
    </span>
  );
}

/** Projects and their health. */
export default function ProjectsPage() {
  const t = useImplementationText();
  const lang = useLang();
  const list = useListState({ filters: ['status'] });
  const result = useQuery({
    ...projectsListOptions({ query: list.params() }),
    placeholderData: keepPreviousData,
  });
  const name = (row: ProjectRow) => (
    <>
      <Link to={`/work/projects/${row.id}`}>{row.title}</Link> <DemoTag show={row.is_demo} />
    </>
  );
  const both = (row: ProjectRow) => `${row.holder_name} × ${row.demander_name}`;
  const columns: Column<ProjectRow>[] = [
    { title: t('number'), dataIndex: 'number', className: 'num' },
    { title: t('project'), render: (_, row) => name(row) },
    { title: t('parties'), render: (_, row) => both(row) },
    {
      title: t('nextDue'),
      className: 'num',
      render: (_, row) => (row.next_due_on ? date(row.next_due_on) : '—'),
    },
    {
      title: t('lastContact'),
      sortKey: 'last_contact_at',
      render: (_, row) => ago(row.last_contact_at),
    },
    { title: t('status'), render: (_, row) => <Health row={row} /> },
  ];
  return (
    <>
      <PageHeader title={t('projects')} subtitle={t('projectsLead')} />
      <div className={s.tools}>
        <Seg
          name="status"
          label={t('status')}
          value={list.filters.status[0] ?? ALL}
          onChange={(value) => list.set({ filters: { status: value === ALL ? [] : [value] } })}
          options={[
            { value: ALL, label: t('allStates') },
            ...STATES.map((value) => ({
              value: value as string,
              label: labelOf(PROJECT_STATES[value], lang),
            })),
          ]}
        />
      </div>
      <DataTable
        result={result}
        list={list}
        columns={columns}
        rowKey="id"
        label={t('projects')}
        empty={{ title: t('noProjects'), text: t('noProjectsHint') }}
        card={(row) => (
          <div className={s.card}>
            {name(row)}
            <Health row={row} />
            <small>
              {row.number} · {both(row)}
            </small>
          </div>
        )}
      />
    </>
  );
}
