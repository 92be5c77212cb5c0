import s from './Gauge.module.css';

export type Band = 'good' | 'ochre' | 'seal';

interface Props {
  value: number;
  max: number;
  /** The two thresholds in ascending order. */
  cuts: readonly [number, number];
  /** Colour of the band the value is in; decided by the server, not by the drawing. */
  band: Band;
  /** Spoken text: name, value, grade word, thresholds. */
  label: string;
}

const A0 = 200;
const SPAN = 220;
const R = 46;
const CX = 60;
const CY = 58;

function point(radius: number, ratio: number): readonly [number, number] {
  const angle = ((A0 - SPAN * ratio) * Math.PI) / 180;
  return [CX + radius * Math.cos(angle), CY - radius * Math.sin(angle)];
}

function arc(from: number, to: number): string {
  const [x0, y0] = point(R, from);
  const [x1, y1] = point(R, to);
  const large = SPAN * (to - from) > 180 ? 1 : 0;
  return `M${x0.toFixed(2)} ${y0.toFixed(2)}A${R} ${R} 0 ${large} 1 ${x1.toFixed(2)} ${y1.toFixed(2)}`;
}

/** Threshold gauge in plain SVG; only the band of the value is coloured. */
export function ArcGauge({ value, max, cuts, band, label }: Props) {
  const ratio = Math.max(0, Math.min(1, value / max));
  const [low, high] = [cuts[0] / max, cuts[1] / max];
  const current = ratio < low ? 0 : ratio < high ? 1 : 2;
  const gap = 0.006;
  const segments: [number, number][] = [
    [0, low - gap],
    [low + gap, high - gap],
    [high + gap, 1],
  ];
  const [nx, ny] = point(R - 9, ratio);
  return (
    <svg viewBox="0 0 120 84" className={s.gauge} data-band={band} role="img" aria-label={label}>
      {segments.map(
        ([from, to], index) =>
          to > from && (
            <path key={index} d={arc(from, to)} className={index === current ? s.on : s.off} />
          ),
      )}
      {cuts.map((cut) => {
        const [x, y] = point(R + 11, cut / max);
        return (
          <text key={cut} x={x} y={y + 3} textAnchor="middle">
            {cut}
          </text>
        );
      })}
      <line x1={CX} y1={CY} x2={nx} y2={ny} className={s.needle} />
      <circle cx={CX} cy={CY} r="3.6" className={s.hub} />
    </svg>
  );
}

/** The same as one line, for phones and print. */
export function BulletBar({ value, max, cuts, band, label }: Props) {
  const share = (x: number) => `${Math.max(0, Math.min(100, (x / max) * 100))}%`;
  return (
    <span className={s.bullet} data-band={band} role="img" aria-label={label}>
      <i style={{ inlineSize: share(value) }} />
      {cuts.map((cut) => (
        <u key={cut} style={{ insetInlineStart: share(cut) }} />
      ))}
    </span>
  );
}
