import type { GroupNodeView, WeightSetView } from '@/api/gen';
import { EmptyState, Tag } from '@/shared/ui';
import { useWeightText } from '../../i18n/weights';
import { IntervalBars } from './IntervalBars';
import o from '../organise.module.css';
import s from './weights.module.css';

/** What the judgements give together: level by level, with agreement and every expert's own CR. */
export function Group({ data }: { data: WeightSetView }) {
  const t = useWeightText();
  return (
    <section className="panel" aria-labelledby="group">
      <h2 id="group">{t('group')}</h2>
      {data.nodes.length === 0 ? (
        <EmptyState plain title={t('noJudgements')} />
      ) : (
        <>
          <p className={o.lead}>{t('groupLead')}</p>
          <div className={s.nodes}>
            {data.nodes.map((node) => (
              <Node key={node.node} node={node} />
            ))}
          </div>
          <p className={s.note} lang="zh-CN">
            {data.interval_note}
          </p>
        </>
      )}
    </section>
  );
}

function Node({ node }: { node: GroupNodeView }) {
  const t = useWeightText();
  return (
    <article aria-label={node.name}>
      <h3>
        <span lang="zh-CN">{node.name}</span>
        <Tag tone={node.passed ? 'good' : 'seal'} icon>
          CR {node.cr?.toFixed(3)}
        </Tag>
      </h3>
      <p className={s.agree} lang="zh-CN">
        {node.consensus == null
          ? t('consensusNone')
          : t('consensus', { s: node.consensus.toFixed(3), word: node.consensus_word })}
      </p>
      {node.clusters.length > 1 && (
        <p className={s.note} lang="zh-CN">
          {t('clusters', { groups: node.clusters.map((group) => group.join('、')).join('｜') })}
        </p>
      )}
      <IntervalBars items={node.items} intervals={node.intervals} />
      <h4>{t('individual')}</h4>
      <ul className={s.ratios}>
        {node.experts.map((expert) => (
          <li key={expert.pseudonym} data-passed={expert.passed}>
            <span>{expert.pseudonym}</span>
            {expert.answered < node.total && (
              <small className="num">{t('gaps', { n: expert.answered, total: node.total })}</small>
            )}
            <b className="num">{expert.cr.toFixed(3)}</b>
          </li>
        ))}
      </ul>
    </article>
  );
}
