import { Link } from 'react-router';
import type { DemandHit } from '@/api/gen';
import { Marked, otherPiece, pieceOf, useSearchText } from '@/shared/search';
import { DemoTag, Tag, Value } from '@/shared/ui';
import { useDemandText } from '../i18n';
import s from './hall.module.css';

export function DemandCard({ item }: { item: DemandHit }) {
  const t = useDemandText();
  const st = useSearchText();
  const other = otherPiece(item.snippets);
  return (
    <article className={s.card} lang="zh-CN">
      <p className={s.line}>
        <Tag tone="ochre">{item.demand_type_label}</Tag>
        <span>{item.field_label}</span>
        <span>{item.scene_label}</span>
        {item.imported && <Tag title={t('publicHint')}>{t('public')}</Tag>}
        <DemoTag show={item.is_demo} />
        {item.overdue && <Tag tone="seal">{t('overdue')}</Tag>}
        {!item.complete && <Tag>{st('partial')}</Tag>}
      </p>
      <h2>
        <Link to={`/demands/${item.id}`}>
          <Marked piece={pieceOf(item.snippets, 'title')} text={item.title} />
        </Link>
      </h2>
      <p className={s.summary}>
        <Marked piece={pieceOf(item.snippets, 'abstract')} text={item.summary} />
      </p>
      {other && (
        <p className={s.quiet}>
          {st('inField', { field: other.field_label })}
          <Marked piece={other} text="" />
        </p>
      )}
      <dl className={s.facts}>
        <div>
          <dt>{t('org')}</dt>
          <dd>{item.org_name}</dd>
        </div>
        <div>
          <dt>{t('budget')}</dt>
          <dd className="num">
            <Value value={item.budget_text} />
          </dd>
        </div>
        <div>
          <dt>{t('deadline')}</dt>
          <dd className="num">
            <Value value={item.deadline ?? item.deadline_text} />
          </dd>
        </div>
        <div>
          <dt>{t('modes')}</dt>
          <dd>
            <Value
              value={
                item.mode_texts.length > 0 ? item.mode_texts : item.modes.map((mode) => mode.label)
              }
            />
          </dd>
        </div>
      </dl>
    </article>
  );
}
