import type { DelphiRoundView } from '@/api/gen';
import { percent } from '@/shared/lib/format';
import { CheckIcon, CopyText, InfoIcon, WarnIcon } from '@/shared/ui';
import { useRoundText } from '../../i18n/delphiRounds';
import { Concordance } from './Concordance';
import { ItemTable } from './ItemTable';
import { stopLine } from './rules';
import s from './delphi.module.css';

const three = (value: number | null) => (value == null ? '—' : value.toFixed(3));

/** Everything a closed round says: response, authority, agreement, screening, stop rule. */
export function RoundResult({ round, scale }: { round: DelphiRoundView; scale: number }) {
  const t = useRoundText();
  const whole = round.concordance[0];
  const id = `round-${round.number}`;
  return (
    <>
      <section className="panel" aria-labelledby={id}>
        <h2 id={id}>{t('result', { n: round.number })}</h2>
        {round.message && (
          <p className={s.said}>
            {t('message')}：{round.message}
          </p>
        )}
        {round.changes.length > 0 && (
          <ul className={s.said} aria-label={t('changes')}>
            {round.changes.map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ul>
        )}
        <dl className={s.figures}>
          <Figure
            label={t('recovery')}
            value={percent(round.recovery, 1)}
            note={[
              t('recoveryOf', { n: round.returned, total: round.sent }),
              round.recovery_word,
              t('commented', { share: percent(round.commented, 0) }),
            ].join(' · ')}
          />
          <Figure
            label={t('Ca')}
            value={three(round.Ca)}
            note={t('table', { id: round.basis_table })}
          />
          <Figure
            label={t('Cs')}
            value={three(round.Cs)}
            note={t('table', { id: round.familiarity_table })}
          />
          <Figure
            label={t('Cr')}
            value={three(round.Cr)}
            good={round.authority_accepted}
            note={[
              t(round.authority_accepted ? 'accepted' : 'notAccepted'),
              t('crRange', { low: three(round.Cr_lowest), high: three(round.Cr_highest) }),
            ].join(' · ')}
          />
          {whole && (
            <Figure
              label={t('W')}
              value={three(whole.W)}
              note={whole.word ? t('wWord', { word: whole.word }) : whole.note}
            />
          )}
        </dl>
        <h3 className={s.sub}>{t('stop')}</h3>
        <p className={s.head} data-ok={round.reached}>
          {round.reached ? <CheckIcon /> : <InfoIcon />} {round.stop_head}
        </p>
        <ul className={s.conditions}>
          {round.stop_reasons.map(stopLine).map(({ met, text }) => (
            <li key={text} data-met={met}>
              {met === true && <CheckIcon />}
              {met === false && <WarnIcon />}
              {met === null && <InfoIcon />}
              {met !== null && <b>{t(met ? 'met' : 'unmet')}</b>}
              <span>{text}</span>
            </li>
          ))}
        </ul>
        <Concordance rows={round.concordance} />
      </section>
      <ItemTable round={round} scale={scale} />
      <Voices round={round} />
    </>
  );
}

interface FigureProps {
  label: string;
  value: string;
  note: string;
  good?: boolean | null;
}

function Figure({ label, value, note, good }: FigureProps) {
  return (
    <div>
      <dt>{label}</dt>
      <dd className="num" data-good={good}>
        {value}
      </dd>
      <dd>{note}</dd>
    </div>
  );
}

function Voices({ round }: { round: DelphiRoundView }) {
  const t = useRoundText();
  const id = `voices-${round.number}`;
  return (
    <section className="panel" aria-labelledby={id}>
      <h2 id={id}>{t('voices')}</h2>
      {round.comments.length + round.suggestions.length === 0 && <p>{t('noVoices')}</p>}
      <dl className={s.voices} lang="zh-CN">
        {round.comments.map((item) => (
          <div key={item.code}>
            <dt>{item.name}</dt>
            {item.texts.map((text, k) => (
              <dd key={k}>{text}</dd>
            ))}
          </div>
        ))}
        {round.suggestions.length > 0 && (
          <div>
            <dt>{t('suggestions')}</dt>
            {round.suggestions.map((text, k) => (
              <dd key={k}>{text}</dd>
            ))}
          </div>
        )}
      </dl>
      <small className={s.hash}>
        {t('hash')} <CopyText text={round.inputs_hash} />
      </small>
    </section>
  );
}
