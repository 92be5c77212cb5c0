import type { DelphiConclusionView } from '@/api/gen';
import { Button, CopyText, DescriptionGrid } from '@/shared/ui';
import { useRoundText } from '../../i18n/delphiRounds';
import { WeightBars } from '../ahp/Weights';
import o from '../organise.module.css';
import s from './delphi.module.css';

/** What the study fixed: indicators, tree version, weights, and the decision in words. */
export function Conclusion({
  conclusion: found,
  studyId,
}: {
  conclusion: DelphiConclusionView;
  studyId: string;
}) {
  const t = useRoundText();
  const list = (label: string, lines: string[]) =>
    lines.length > 0 && {
      label,
      wide: true,
      value: (
        <ul className={o.bullets}>
          {lines.map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
      ),
    };
  return (
    <section className="panel" aria-labelledby="conclusion">
      <div className={o.head}>
        <h2 id="conclusion">{t('conclusion')}</h2>
        <span className="no-print">
          <Button to={`/work/weight-sets?study=${studyId}`}>{t('useIt')}</Button>
        </span>
      </div>
      <DescriptionGrid
        items={[
          {
            label: t('conclusionTree'),
            value: `${found.tree_name} ${found.tree_version}（${t(found.unchanged ? 'unchanged' : 'asProposal')}）`,
          },
          {
            label: t('conclusionReached'),
            value: `${t('roundOf', { n: found.rounds })} · ${t(found.reached ? 'reached' : 'notReached')}`,
          },
          found.reason ? { label: t('decision'), value: found.reason, wide: true } : null,
          list(t('dropped'), found.dropped),
          list(t('added'), found.added),
          list(t('openPoints'), found.open_points),
          { label: t('hash'), value: <CopyText text={found.hash} />, wide: true },
        ]}
      />
      {found.leaves.length > 0 && (
        <details className={s.preview}>
          <summary>{t('weights')}</summary>
          <p>{t('weightsLead')}</p>
          <WeightBars items={found.leaves} />
        </details>
      )}
    </section>
  );
}
