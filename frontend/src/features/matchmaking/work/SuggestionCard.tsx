import { Link } from 'react-router';
import type { MatchComponent, MatchReason, MatchSuggestion } from '@/api/gen';
import { useMe } from '@/api/me';
import { Button, DemoTag, Tag } from '@/shared/ui';
import { useMatchText } from '../i18n';
import { Feedback } from './Feedback';
import { ScoreRing } from './ScoreRing';
import s from './matches.module.css';

interface Props {
  item: MatchSuggestion;
  demandId: string;
  /** The need has an asker on the platform who can agree. */
  mayIntroduce: boolean;
}

/** One suggestion: never a bare percentage, always with what it rests on. */
export function SuggestionCard({ item, demandId, mayIntroduce }: Props) {
  const t = useMatchText();
  const { me } = useMe();
  const { record } = item;
  const staff = me?.hat?.role === 'operator';
  return (
    <article className={s.card} data-refused={item.feedback === 'unsuitable'}>
      <ScoreRing value={item.score} label={t('score', { n: item.score.toFixed(1) })} />
      <div className={s.body}>
        <h2>
          <Link to={`/library/${record.id}`}>{record.title}</Link> <DemoTag show={record.is_demo} />
          {!item.still_public && <Tag tone="seal">{t('gone')}</Tag>}
        </h2>
        <p className={s.quiet}>
          {[record.holder_name, record.field_label, record.maturity_label, record.grade]
            .filter(Boolean)
            .join(' · ')}
        </p>
        <ul className={s.bars}>
          {item.components.map((part) => (
            <Component key={part.dimension} part={part} />
          ))}
        </ul>
        <div className={s.reasons}>
          <Reasons title={t('reasons')} list={item.reasons} tone="good" />
          <Reasons
            title={t('against')}
            list={item.counter_reasons}
            tone="ochre"
            none={t('noAgainst')}
          />
        </div>
        <div className={s.foot}>
          {item.introduction_id ? (
            <Button to={`/work/introductions/${item.introduction_id}`}>{t('running')}</Button>
          ) : (
            item.still_public &&
            mayIntroduce && (
              <Button
                kind="primary"
                to={`/work/introductions/new?record=${record.id}&demand=${demandId}`}
              >
                {t(staff ? 'introduceStaff' : 'introduce')}
              </Button>
            )
          )}
          <Feedback item={item} />
        </div>
      </div>
    </article>
  );
}

/** One bar: width is the possible share of the score, filling what was reached. */
function Component({ part }: { part: MatchComponent }) {
  const t = useMatchText();
  const share = part.most > 0 ? part.points / part.most : 0;
  const text = t('points', { points: part.points.toFixed(1), most: part.most.toFixed(1) });
  return (
    <li>
      <span>{part.label}</span>
      <span className={s.track} data-unknown={part.similarity === null} aria-hidden>
        <i style={{ inlineSize: `${share * 100}%` }} />
      </span>
      <span className="num">{part.similarity === null ? t('unknown') : text}</span>
    </li>
  );
}

function Reasons({
  title,
  list,
  tone,
  none,
}: {
  title: string;
  list: MatchReason[];
  tone: 'good' | 'ochre';
  none?: string;
}) {
  const t = useMatchText();
  if (list.length === 0 && !none) return null;
  return (
    <section data-tone={tone}>
      <h3>{title}</h3>
      {list.length === 0 && <p className={s.quiet}>{none}</p>}
      <ul lang="zh-CN">
        {list.map((reason) => (
          <li key={reason.dimension + reason.text}>
            {reason.text}
            {reason.terms.length > 0 && (
              <small>
                {t('words')}
                {reason.terms.slice(0, 8).map((term) => (
                  <mark key={term}>{term}</mark>
                ))}
              </small>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
