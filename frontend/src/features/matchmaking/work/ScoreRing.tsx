import s from './matches.module.css';

const R = 30;
const ROUND = 2 * Math.PI * R;

/** Score of 100 as a ring with its number. */
export function ScoreRing({ value, label }: { value: number; label: string }) {
  const share = Math.max(0, Math.min(1, value / 100));
  return (
    <svg className={s.ring} viewBox="0 0 76 76" role="img" aria-label={label}>
      <circle cx="38" cy="38" r={R} className={s.ringBase} />
      <circle
        cx="38"
        cy="38"
        r={R}
        className={s.ringFill}
        strokeDasharray={`${ROUND * share} ${ROUND}`}
        transform="rotate(-90 38 38)"
      />
      <text x="38" y="44" textAnchor="middle" className="num">
        {Math.round(value)}
      </text>
    </svg>
  );
}
