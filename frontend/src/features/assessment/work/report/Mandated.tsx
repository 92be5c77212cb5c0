import type { AssessmentReport } from '@/api/gen';
import { TrlMeter } from '@/shared/ui';
import { usePrintedText } from '../../i18n/printed';
import { Facts, Lines, Part, PlainTable, Written } from './Part';
import s from './report.module.css';

type Opinion = NonNullable<AssessmentReport['expert_advice']>[number];

function Opinions({ items }: { items: readonly Opinion[] }) {
  return (
    <ul className={s.opinions} lang="zh-CN">
      {items.map((item) => (
        <li key={item.expert + item.text}>
          <b>{item.expert}</b>
          <p>{item.text}</p>
        </li>
      ))}
    </ul>
  );
}

/** The four parts that clause 5.1.2.3.6 demands. */
export function Mandated({ document }: { document: AssessmentReport }) {
  const t = usePrintedText();
  const { maturity, transfer } = document;
  const advice = document.expert_advice ?? [];
  const dissent = document.dissent ?? [];
  const level = Number(/TRL (\d+)/.exec(maturity.level)?.[1] ?? Number.NaN);
  return (
    <>
      <Part id="overview" title={`一、${t('overview')}`}>
        <Written value={document.overview} />
        <Facts items={document.facts} none={t('undisclosed')} />
      </Part>
      <Part id="maturity" title={`二、${t('maturity')}`}>
        <TrlMeter level={Number.isNaN(level) ? null : level} stage={maturity.stage} />
        <Written value={maturity.statement} />
        <Facts
          items={[
            { label: t('level'), value: `${maturity.level} ${maturity.level_name}` },
            { label: t('scale'), value: maturity.scale },
            { label: t('stage'), value: maturity.stage },
          ]}
          none={t('notGiven')}
        />
        <PlainTable
          caption={t('proofs')}
          head={[t('proof'), t('forLevel')]}
          rows={(maturity.evidence ?? []).map((item) => [item.name, item.level ?? ''])}
        />
        <h3>{t('proofsMissing')}</h3>
        {maturity.missing?.length ? (
          <Lines items={maturity.missing} />
        ) : (
          <p>{t('proofsComplete')}</p>
        )}
      </Part>
      <Part id="transfer" title={`三、${t('transfer')}`}>
        <Written value={transfer.advice} />
        <Facts
          items={[
            { label: t('routes'), value: transfer.routes?.join('、') ?? '' },
            { label: t('nextMilestone'), value: transfer.next_milestone ?? '' },
            { label: t('risks'), value: transfer.risks ?? '' },
          ]}
          none={t('notGiven')}
        />
      </Part>
      <Part id="advice" title={`四、${t('advice')}`}>
        {advice.length === 0 && <Written value="" />}
        <Opinions items={advice} />
        {dissent.length > 0 && (
          <div className={s.dissent}>
            <h3>{t('dissent')}</h3>
            <Opinions items={dissent} />
          </div>
        )}
      </Part>
    </>
  );
}
