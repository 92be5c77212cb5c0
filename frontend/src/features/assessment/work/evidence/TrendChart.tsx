import type { PopulationTrendView } from '@/api/gen';
import { number } from '@/shared/lib/format';
import { useEvidenceText } from '../../i18n/evidence';
import { chartPoints } from './figures';
import s from './evidence.module.css';

const BOX = { left: 16, top: 28, width: 568, height: 110 };
const SHOWN = 8; // more figures over the line would touch each other

/** The series as a line in plain SVG; the data table below says the same in figures. */
export function TrendChart({ trend }: { trend: PopulationTrendView }) {
  const t = useEvidenceText();
  const points = chartPoints(trend.points, BOX);
  const [first, last] = [trend.points[0], trend.points[trend.points.length - 1]];
  if (!first || !last) return null;
  const floor = BOX.top + BOX.height;
  const step = Math.ceil(points.length / SHOWN);
  const anchor = (index: number) =>
    index === 0 ? 'start' : index === points.length - 1 ? 'end' : 'middle';
  return (
    <svg
      viewBox="0 0 600 164"
      className={s.chart}
      role="img"
      aria-label={t('chartOf', { name: trend.name, from: first.year, to: last.year })}
    >
      <line x1={BOX.left} x2={BOX.left + BOX.width} y1={floor} y2={floor} className={s.axis} />
      <polyline points={points.map(({ x, y }) => `${x},${y}`).join(' ')} className={s.line} />
      {points.map(({ x, y, year, value }, index) => (
        <g key={year}>
          <circle cx={x} cy={y} r={3.5} className={s.dot} />
          {(index % step === 0 || index === points.length - 1) && (
            <>
              <text x={x} y={y - 9} textAnchor={anchor(index)}>
                {number(value, 1)}
              </text>
              <text x={x} y={floor + 18} textAnchor={anchor(index)} className={s.year}>
                {year}
              </text>
            </>
          )}
        </g>
      ))}
    </svg>
  );
}
