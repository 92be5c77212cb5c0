import { Link } from 'react-router';
import type { LibraryHit } from '@/api/gen';
import { date } from '@/shared/lib/format';
import { Marked, otherPiece, pieceOf, useSearchText } from '@/shared/search';
import { Button, DemoTag, Tag, TrlMeter } from '@/shared/ui';
import { useLibraryText } from '../i18n';
import { Seal } from './Seal';
import s from './OutcomeCard.module.css';

/** One outcome in the list: what, how far, one hard number, rights, modes, grade. */
export function OutcomeCard({ item }: { item: LibraryHit }) {
  const t = useLibraryText();
  const st = useSearchText();
  const other = otherPiece(item.snippets);
  return (
    <article className={s.card} lang="zh-CN">
      <div className={s.main}>
        <p className={s.line}>
          <Tag tone="brand">{item.field_label}</Tag>
          <span>{item.kind_label}</span>
          <span>{item.scene_label}</span>
          {item.progress && <Tag tone="good">{item.progress}</Tag>}
          <DemoTag show={item.is_demo} />
          {!item.complete && <Tag>{st('partial')}</Tag>}
          <time className="num" dateTime={item.checked_at ?? undefined}>
            {t('updated', { date: date(item.checked_at) })}
          </time>
        </p>
        <h2>
          <Link to={`/library/${item.id}`}>
            <Marked piece={pieceOf(item.snippets, 'title')} text={item.title} />
          </Link>
        </h2>
        <p className={s.summary}>
          <Marked piece={pieceOf(item.snippets, 'abstract')} text={item.summary} />
        </p>
        {other && (
          <p className={s.other}>
            {st('inField', { field: other.field_label })}
            <Marked piece={other} text="" />
          </p>
        )}
        <div className={s.facts}>
          <TrlMeter level={item.readiness} stage={item.maturity_label} />
          {item.figure && (
            <span>
              <b className="num">
                {item.figure.value}
                {item.figure.unit}
              </b>{' '}
              {item.figure.name}
            </span>
          )}
          <span>
            <i className={s.para} aria-hidden>
              §
            </i>{' '}
            {item.rights[0] ?? t('noRights')}
          </span>
          {item.modes.map((mode) => (
            <span key={mode.code} className={s.mode}>
              {mode.label}
            </span>
          ))}
        </div>
        <div className={s.foot}>
          <span>{item.holder_name}</span>
          <Button size="small" to={`/work/introductions/new?record=${item.id}`}>
            {t('request')}
          </Button>
        </div>
      </div>
      <div className={s.grade}>
        <Seal grade={item.grade} total={item.total} />
      </div>
    </article>
  );
}
