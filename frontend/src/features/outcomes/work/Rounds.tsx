import type { RoundView } from '@/api/gen';
import { dateTime } from '@/shared/lib/format';
import { Tag, type Tone } from '@/shared/ui';
import { useOutcomeText } from '../i18n';
import s from './outcomes.module.css';

const TONES: Record<string, Tone> = { accepted: 'good', returned: 'ochre', refused: 'seal' };

/** The decided rounds of the formal review with reasons and fields. */
export function Rounds({ rounds }: { rounds: readonly RoundView[] }) {
  const t = useOutcomeText();
  if (rounds.length === 0) return null;
  return (
    <section className="panel">
      <h2>{t('rounds')}</h2>
      <ul className={s.list}>
        {rounds.map((round) => (
          <li key={round.round}>
            <b>{t('round', { n: round.round })}</b>{' '}
            <Tag tone={TONES[round.decision] ?? 'grey'} icon>
              {round.decision_label}
            </Tag>
            <small className={s.muted} style={{ display: 'block' }}>
              {round.reviewer_name} · {dateTime(round.decided_at)}
            </small>
            {round.reason && <p className={s.pre}>{round.reason}</p>}
            {round.field_returns.map((field) => (
              <small key={field.pointer} className={s.returned}>
                <b>{field.label}</b>：{field.reason}
              </small>
            ))}
          </li>
        ))}
      </ul>
    </section>
  );
}
