import { useState } from 'react';
import type { DelphiStudyView } from '@/api/gen';
import { date } from '@/shared/lib/format';
import { Notice, Seg } from '@/shared/ui';
import { useDelphiText } from '../../i18n/delphi';
import { useRoundText } from '../../i18n/delphiRounds';
import { RoundResult } from './RoundResult';
import o from '../organise.module.css';
import s from './delphi.module.css';

/** The rounds, newest first in view; printing shows all of them. */
export function Rounds({ study }: { study: DelphiStudyView }) {
  const t = useDelphiText();
  const of = useRoundText();
  const last = study.rounds.filter((round) => round.closed_at !== null).at(-1);
  const [chosen, setChosen] = useState<number | null>(null);
  if (study.rounds.length === 0) return null;
  const number = chosen ?? last?.number ?? 1;
  const open = study.rounds.find((round) => round.closed_at === null);
  return (
    <>
      {open && study.status === 'collecting' && (
        <Notice>
          <b>{t('openRound', { n: open.number })}</b>
          <p>
            {t('sealedYet')}
            {open.due_on && ` ${t('dueOn', { at: date(open.due_on) })}。`}
          </p>
          {open.changes.map((line) => (
            <p key={line}>{line}</p>
          ))}
        </Notice>
      )}
      {last && study.rounds.length > 1 && (
        <div className={`${o.tools} no-print`}>
          <Seg
            name="round"
            label={t('rounds')}
            value={String(number)}
            options={study.rounds
              .filter((round) => round.closed_at !== null)
              .map((round) => ({
                value: String(round.number),
                label: of('result', { n: round.number }),
              }))}
            onChange={(value) => setChosen(Number(value))}
          />
        </div>
      )}
      {study.rounds
        .filter((round) => round.closed_at !== null)
        .map((round) => (
          <div
            key={round.number}
            className={`${s.round} ${round.number === number ? '' : s.printed}`}
          >
            <RoundResult round={round} scale={study.scale_max} />
          </div>
        ))}
    </>
  );
}
