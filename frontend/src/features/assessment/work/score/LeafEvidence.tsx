import { Button } from 'antd';
import type { ReactNode } from 'react';
import type { EvidenceFacts } from '@/api/gen';
import { number } from '@/shared/lib/format';
import { Notice } from '@/shared/ui';
import { useTaskText } from '../../i18n/tasks';
import { CostShown } from '../evidence/Cost';
import { MarketShown } from '../evidence/Market';
import { InterfacesShown, NoveltyShown, StageShown, TeamShown } from '../evidence/Project';
import { RightsTable } from '../evidence/Rights';
import { TrendShown } from '../evidence/Trend';
import { UtilityShown } from '../evidence/Utility';
import { Where } from '../evidence/Where';
import { evidenceOf } from './leafEvidence';
import s from './score.module.css';

interface Props {
  leaf: string;
  facts: EvidenceFacts;
  taskId: string;
  disabled: boolean;
  onTake: (value: number) => void;
}

/** What the evidence base says about a leaf: figures open their file and page (5.1.2.2.2). */
export function LeafEvidence({ leaf, facts, taskId, disabled, onTake }: Props) {
  const t = useTaskText();
  const filesPath = `/api/v1/panel-tasks/${taskId}/files`;
  const { figures, part, prefill, remarks } = evidenceOf(facts, leaf);
  if (figures.length === 0 && !part && !prefill) return null;
  return (
    <section className={s.facts} aria-labelledby={`facts-${leaf}`}>
      <h3 id={`facts-${leaf}`}>{t('leafEvidence')}</h3>
      {figures.length > 0 && (
        <ul className={s.figures}>
          {figures.map((figure, index) => (
            <li key={figure.name + index}>
              <span>{figure.name}</span>
              <b className="num">
                {number(figure.value, 4)} {figure.unit}
              </b>
              <Where from={figure} filesPath={filesPath} />
            </li>
          ))}
        </ul>
      )}
      {part && <Part part={part} facts={facts} filesPath={filesPath} />}
      {remarks.length > 0 && <Notice tone="warn">{remarks.join('；')}</Notice>}
      {prefill && (
        <div className={s.prefill}>
          <span>
            {t('prefill')} <b className="num">{number(prefill.value, 1)}</b>
          </span>
          <Button size="small" disabled={disabled} onClick={() => onTake(prefill.value)}>
            {t('takePrefill')}
          </Button>
          <small>
            {prefill.reasons.join('；')} · {prefill.rule}
          </small>
        </div>
      )}
    </section>
  );
}

interface PartProps {
  part: NonNullable<ReturnType<typeof evidenceOf>['part']>;
  facts: EvidenceFacts;
  filesPath: string;
}

function Part({ part, facts, filesPath }: PartProps): ReactNode {
  const both = { facts, filesPath };
  switch (part) {
    case 'utility':
      return <UtilityShown rows={facts.utility} filesPath={filesPath} />;
    case 'cost':
      return facts.cost && <CostShown cost={facts.cost} filesPath={filesPath} />;
    case 'market':
      return facts.market && <MarketShown market={facts.market} filesPath={filesPath} />;
    case 'trend':
      return facts.trend && <TrendShown trend={facts.trend} filesPath={filesPath} />;
    case 'novelty':
      return <NoveltyShown {...both} />;
    case 'stage':
      return <StageShown {...both} />;
    case 'interfaces':
      return <InterfacesShown {...both} />;
    case 'rights':
      return <RightsTable rights={facts.rights} />;
    case 'team':
      return <TeamShown {...both} />;
  }
}
