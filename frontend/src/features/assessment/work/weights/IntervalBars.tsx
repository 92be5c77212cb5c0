import type { IntervalView, WeightView } from '@/api/gen';
import { barOf, percent } from './shares';
import s from './weights.module.css';

/** Weights as bars, each with the interval that resampled experts give. */
export function IntervalBars({
  items,
  intervals,
}: {
  items: WeightView[];
  intervals: IntervalView[];
}) {
  const known = new Map(intervals.map((item) => [item.code, item]));
  const most = Math.max(
    1e-9,
    ...items.map((item) => item.weight),
    ...intervals.map((item) => item.high),
  );
  return (
    <ol className={s.bars} lang="zh-CN">
      {items.map((item) => {
        const range = known.get(item.code);
        return (
          <li key={item.code}>
            <span>{item.name}</span>
            <i aria-hidden>
              <u style={{ inlineSize: barOf(item.weight, most) }} />
              {range && (
                <em
                  style={{
                    insetInlineStart: barOf(range.low, most),
                    inlineSize: barOf(range.high - range.low, most),
                  }}
                />
              )}
            </i>
            <b className="num">{percent(item.weight)}</b>
            {range && (
              <small className="num">
                {percent(range.low)}–{percent(range.high)}
              </small>
            )}
          </li>
        );
      })}
    </ol>
  );
}
