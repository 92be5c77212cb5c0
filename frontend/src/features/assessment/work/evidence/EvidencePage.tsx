import { useQuery } from '@tanstack/react-query';
import { useParams, useSearchParams } from 'react-router';
import type { EvidenceBaseView } from '@/api/gen';
import { evidenceBasesReadOptions } from '@/api/gen/@tanstack/react-query.gen';
import { Button, DemoTag, Notice, PageHeader, ProblemAlert, Seg, Skeleton } from '@/shared/ui';
import { useEvidenceText } from '../../i18n/evidence';
import { Citations } from './Citations';
import { CostPart } from './Cost';
import { Figures } from './Figures';
import { Files } from './Files';
import { MarketPart } from './Market';
import { ProjectPart } from './Project';
import { Prefills, Rights } from './Rights';
import { TrendPart } from './Trend';
import { UtilityPart } from './Utility';
import s from './evidence.module.css';

const TABS = {
  figures: 'tabFigures',
  clinical: 'tabClinical',
  market: 'tabMarket',
  project: 'tabProject',
  rights: 'tabRights',
  citations: 'tabCitations',
  files: 'tabFiles',
} as const;
type Tab = keyof typeof TABS;

/** The evidence base of one outcome: numbers that open their file and page (5.1.2.2.2). */
export default function EvidencePage() {
  const t = useEvidenceText();
  const { id = '' } = useParams();
  const [address, setAddress] = useSearchParams();
  const { data, error, isPending, refetch } = useQuery(
    evidenceBasesReadOptions({ path: { base_id: id } }),
  );
  if (isPending) return <Skeleton rows={10} />;
  if (!data) return <ProblemAlert error={error} onRetry={() => void refetch()} />;
  const asked = address.get('tab') ?? '';
  const tab: Tab = asked in TABS ? (asked as Tab) : 'figures';
  return (
    <>
      <PageHeader
        title={data.outcome_title}
        trail={[[t('bases'), '/work/evidence'], [t(TABS[tab])]]}
        tags={<DemoTag show={data.is_demo} />}
        extra={<Button to={`/work/outcomes/${data.outcome_id}`}>{t('outcome')}</Button>}
      />
      <div className={s.stack}>
        {data.frozen && <Notice>{t('frozen')}</Notice>}
        <Remarks title={t('gapsTitle')} lines={data.gaps} />
        <Remarks title={t('warnings')} lines={data.warnings} />
        <div className={s.tools}>
          <Seg
            name="tab"
            label={t('parts')}
            value={tab}
            onChange={(value) => setAddress({ tab: value }, { replace: true })}
            options={(Object.keys(TABS) as Tab[]).map((value) => ({
              value,
              label: t(TABS[value]),
            }))}
          />
        </div>
        <Content tab={tab} base={data} />
      </div>
    </>
  );
}

function Remarks({ title, lines }: { title: string; lines: string[] }) {
  if (lines.length === 0) return null;
  return (
    <Notice tone="warn">
      <b>{title}</b>
      <ul className={s.bullets}>
        {lines.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
    </Notice>
  );
}

function Content({ tab, base }: { tab: Tab; base: EvidenceBaseView }) {
  const filesPath = `/api/v1/outcomes/${base.outcome_id}/attachments`;
  const both = { base, filesPath };
  switch (tab) {
    case 'figures':
      return <Figures {...both} />;
    case 'clinical':
      return (
        <>
          <UtilityPart {...both} />
          <CostPart {...both} />
        </>
      );
    case 'market':
      return (
        <>
          <MarketPart {...both} />
          <TrendPart {...both} />
        </>
      );
    case 'project':
      return <ProjectPart {...both} />;
    case 'rights':
      return (
        <>
          <Rights rights={base.rights} />
          <Prefills prefills={base.prefills} />
        </>
      );
    case 'citations':
      return <Citations base={base} />;
    case 'files':
      return <Files {...both} />;
  }
}
