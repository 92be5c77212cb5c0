import type { ResultDimension, ResultView } from '@/api/gen';
import { Tag } from '@/shared/ui';
import { useResultText } from '../../i18n/result';
import { four, one } from './figures';
import { Leaf } from './Leaf';
import s from './result.module.css';

interface Props {
  result: ResultView;
  /** Where the reader may open a file of the outcome. */
  fileHref: (fileId: string) => string;
}

/** Scores: every leaf opens into weight, matrix, evidence and sheets. */
export function ScoreTable({ result, fileHref }: Props) {
  const t = useResultText();
  return (
    <section id="scores" className="panel" aria-labelledby="scores-title">
      <h2 id="scores-title">{t('scores')}</h2>
      <p className={`no-print ${s.small}`}>{t(result.whole ? 'scoresLead' : 'holderLead')}</p>
      <div className={s.scores}>
        <div className={s.row} aria-hidden>
          <span>{t('leaf')}</span>
          <span>{t('weight')}</span>
          <span>{t('score')}</span>
          <span>{t('points')}</span>
        </div>
        {result.dimensions.map((dimension) => (
          <div key={dimension.code}>
            <DimensionRow dimension={dimension} />
            {result.leaves
              .filter((leaf) => leaf.dimension_code === dimension.code)
              .map((leaf) => (
                <Leaf key={leaf.code} leaf={leaf} whole={result.whole} fileHref={fileHref} />
              ))}
          </div>
        ))}
        <div className={`${s.row} ${s.dimension}`}>
          <span>{t('total')}</span>
          <span className="num">1.0000</span>
          <span />
          <span className="num">{one(result.total)}</span>
        </div>
      </div>
      {result.vetoes.length > 0 && (
        <div className={s.vetoes}>
          <h3>{t('vetoes')}</h3>
          <ul>
            {result.vetoes.map((veto) => (
              <li key={veto.kind + veto.reason}>
                <Tag tone="seal" icon>
                  {veto.kind_label}
                </Tag>{' '}
                {veto.reason}
              </li>
            ))}
          </ul>
        </div>
      )}
    </section>
  );
}

function DimensionRow({ dimension }: { dimension: ResultDimension }) {
  const t = useResultText();
  return (
    <div className={`${s.row} ${s.dimension}`}>
      <span>
        {dimension.name}{' '}
        {dimension.below_floor && (
          <Tag tone="seal" icon>
            {t('below')}
          </Tag>
        )}
      </span>
      <span className="num">{four(dimension.weight)}</span>
      <span className="num">{dimension.withheld ? t('withheld') : one(dimension.score)}</span>
      <span className="num">{one(dimension.contribution)}</span>
    </div>
  );
}
