import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import type { LibraryRecordRow, RecordStatus } from '@/api/gen';
import { libraryRecordsListOptions } from '@/api/gen/@tanstack/react-query.gen';
import { date } from '@/shared/lib/format';
import { useListState } from '@/shared/lib/useListState';
import { DataTable, DemoTag, PageHeader, Seg, StateTag, Tag } from '@/shared/ui';
import { useLibraryText } from '../i18n';
import { RECORD_STATES } from '../labels';
import s from './publication.module.css';

const addressOf = (row: LibraryRecordRow) => `/work/library/${row.id}`;

/** Outcomes that passed: to publish, published, taken out (6.3.1). */
export default function PublicationPage() {
  const t = useLibraryText();
  const list = useListState({ filters: ['status'], sort: '-created_at' });
  const status = list.filters.status[0] as RecordStatus | undefined;
  const result = useQuery({
    ...libraryRecordsListOptions({
      query: { page: list.page, size: list.size, sort: list.sort, status },
    }),
    placeholderData: keepPreviousData,
  });
  const score = (row: LibraryRecordRow) => (
    <span className="num">
      {row.grade} {row.total?.toFixed(1)}
    </span>
  );
  return (
    <>
      <PageHeader title={t('publication')} subtitle={t('publicationLead')} />
      <div className={s.tools}>
        <Seg
          name="status"
          label={t('state')}
          value={status ?? ''}
          options={[
            { value: '', label: t('all_states') },
            { value: 'ready', label: t('ready') },
            { value: 'published', label: t('publishedState') },
            { value: 'unpublished', label: t('unpublishedState') },
          ]}
          onChange={(value) => list.set({ filters: { status: value ? [value] : [] } })}
        />
      </div>
      <DataTable
        label={t('publication')}
        result={result}
        list={list}
        rowKey="id"
        empty={{ title: t('emptyRecords'), text: t('emptyRecordsHint') }}
        columns={[
          {
            title: t('title'),
            render: (_, row) => (
              <span className={s.title}>
                <Link to={addressOf(row)}>{row.title}</Link> <DemoTag show={row.is_demo} />
                <small className="num">
                  {row.number} · {row.assessment_number}
                </small>
              </span>
            ),
          },
          { title: t('holder'), dataIndex: 'holder_name' },
          { title: t('grade'), render: (_, row) => score(row) },
          {
            title: t('state'),
            render: (_, row) => <StateTag status={row.status} labels={RECORD_STATES} />,
          },
          {
            title: t('published'),
            sortKey: 'published_at',
            render: (_, row) => (row.published_at ? date(row.published_at) : ''),
          },
          {
            title: t('due'),
            sortKey: 'review_due_at',
            render: (_, row) =>
              row.review_due_at && (
                <>
                  {date(row.review_due_at)}{' '}
                  {row.review_overdue && <Tag tone="seal">{t('overdue')}</Tag>}
                </>
              ),
          },
        ]}
        card={(row) => (
          <div className={s.card}>
            <Link to={addressOf(row)}>{row.title}</Link>
            <span>
              <StateTag status={row.status} labels={RECORD_STATES} /> <DemoTag show={row.is_demo} />
            </span>
            <small className="num">
              {row.holder_name} · {row.assessment_number}
            </small>
            {score(row)}
          </div>
        )}
      />
    </>
  );
}
