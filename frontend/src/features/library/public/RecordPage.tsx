import { useQuery } from '@tanstack/react-query';
import { useParams } from 'react-router';
import type { LibraryDetail } from '@/api/gen';
import { libraryReadOptions } from '@/api/gen/@tanstack/react-query.gen';
import { Button, DemoTag, PageHeader, PrintIcon, ProblemAlert, Skeleton, Tag } from '@/shared/ui';
import { useLibraryText } from '../i18n';
import { RecordRail } from './RecordRail';
import { AssessmentPart, CasePart, OverviewPart, ParameterPart, RightPart } from './RecordParts';
import { SourcePart } from './RecordSource';
import { Similar } from './Similar';
import s from './RecordPage.module.css';

const PARTS = ['overview', 'technical', 'cases', 'ip', 'assessment', 'record'] as const;

/** One outcome of the library as the public sees it (5.2.1.2). */
export default function RecordPage() {
  const { id = '' } = useParams();
  const { data, error, refetch } = useQuery(libraryReadOptions({ path: { record_id: id } }));
  if (!data) {
    return (
      <div className={s.page}>
        {error ? (
          <ProblemAlert error={error} onRetry={() => void refetch()} />
        ) : (
          <Skeleton rows={14} />
        )}
      </div>
    );
  }
  return <Record record={data} />;
}

function Record({ record }: { record: LibraryDetail }) {
  const t = useLibraryText();
  return (
    <div className={s.page}>
      <PageHeader
        title={record.title}
        trail={[[t('library'), '/library'], [record.number]]}
        tags={
          <>
            <Tag tone="brand">{record.field_label}</Tag>
            {record.progress && <Tag tone="good">{record.progress}</Tag>}
            <DemoTag show={record.is_demo} />
          </>
        }
        subtitle={record.holder_name}
        extra={
          <span className="no-print">
            <Button icon={<PrintIcon />} onClick={() => print()}>
              {t('print')}
            </Button>
          </span>
        }
      />
      <nav className={`${s.tabs} no-print`} aria-label={t('sections')}>
        {PARTS.map((part) => (
          <a key={part} href={`#${part}`}>
            {t(part)}
          </a>
        ))}
      </nav>
      <div className={s.columns}>
        <div className={s.main} lang="zh-CN">
          <OverviewPart record={record} />
          <ParameterPart record={record} />
          <CasePart record={record} />
          <RightPart record={record} />
          <AssessmentPart record={record} />
          <SourcePart record={record} />
          <Similar id={record.id} />
        </div>
        <RecordRail record={record} />
      </div>
    </div>
  );
}
