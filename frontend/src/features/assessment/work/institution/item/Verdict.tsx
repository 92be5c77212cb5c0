import type { BatchItemView, ItemAppealView } from '@/api/gen';
import { dateTime } from '@/shared/lib/format';
import { Notice, Tag } from '@/shared/ui';
import { useInstitutionText } from '../../../i18n/institution';
import s from './item.module.css';

/** What the review said: who and when, refusal with reasons, integrity flags, the appeal. */
export function Verdict({ item }: { item: BatchItemView }) {
  const t = useInstitutionText();
  if (!item.reviewed_at) return null;
  const refused = item.rejections.length > 0;
  const canAppeal = item.available_actions.some((action) => action.action === 'appeal');
  return (
    <section className="panel" aria-labelledby="review">
      <h2 id="review">{t('reviewOf')}</h2>
      <p className={s.small}>
        {t('reviewedBy', { who: item.reviewed_by_name, at: dateTime(item.reviewed_at) })}
        {item.rounds > 0 && ` · ${t('rounds')} ${item.rounds}`}
      </p>
      {refused && (
        <Notice tone="warn">
          <b>{t('refused')}</b>
          <ul className={s.bullets}>
            {item.rejections.map((reason) => (
              <li key={reason}>{reason}</li>
            ))}
          </ul>
          {canAppeal && <p>{t('canAppeal')}</p>}
        </Notice>
      )}
      {item.integrity.length > 0 && (
        <p className={s.flags}>
          <b>{t('integrityFlags')}</b>
          {item.integrity.map((flag) => (
            <Tag key={flag} tone="seal" icon>
              {flag}
            </Tag>
          ))}
        </p>
      )}
      {item.appeal && <Appeal appeal={item.appeal} />}
    </section>
  );
}

function Appeal({ appeal }: { appeal: ItemAppealView }) {
  const t = useInstitutionText();
  const [word, tone] =
    appeal.upheld === null
      ? (['appealWaiting', 'ochre'] as const)
      : appeal.upheld
        ? (['appealUpheld', 'good'] as const)
        : (['appealDismissed', 'grey'] as const);
  return (
    <div className={s.appeal}>
      <b>{t('appeal')}</b>{' '}
      <Tag tone={tone} icon>
        {t(word)}
      </Tag>
      <p>{appeal.grounds}</p>
      <small>{t('appealBy', { who: appeal.filed_by_name, at: dateTime(appeal.filed_at) })}</small>
      {appeal.decided_at && (
        <>
          <p>{appeal.decision}</p>
          <small>
            {appeal.decided_by_name} {dateTime(appeal.decided_at)}
          </small>
        </>
      )}
    </div>
  );
}
