import { Button, Input, InputNumber } from 'antd';
import { useEditorText } from '../../../i18n/indicatorEditor';
import type { Anchor } from './tree';
import s from './editor.module.css';

interface Props {
  anchors: Anchor[];
  faults: Record<string, string>;
  onChange: (anchors: Anchor[], mark?: string) => void;
}

/** The written meaning of each score of a leaf. */
export function Anchors({ anchors, faults, onChange }: Props) {
  const t = useEditorText();
  const put = (place: number, part: Partial<Anchor>, mark?: string) =>
    onChange(
      anchors.map((anchor, k) => (k === place ? { ...anchor, ...part } : anchor)),
      mark,
    );
  const add = () => {
    const scores = anchors.map((anchor) => anchor.score);
    const free = [50, 25, 75, 0, 100].find((score) => !scores.includes(score)) ?? middle(scores);
    onChange([...anchors, { score: free, text: '' }].sort((a, b) => a.score - b.score));
  };
  return (
    <fieldset className={s.part}>
      <legend>{t('anchors')}</legend>
      <p className={faults.anchors ? s.fault : s.hint}>{faults.anchors ?? t('anchorsHint')}</p>
      <ul className={s.anchors}>
        {anchors.map((anchor, k) => (
          <li key={k}>
            <InputNumber
              aria-label={t('anchorScore', { n: k + 1 })}
              min={0}
              max={100}
              precision={0}
              value={anchor.score}
              onChange={(score) => put(k, { score: score ?? 0 }, `anchor-score-${k}`)}
            />
            <div>
              <Input.TextArea
                aria-label={t('anchorText', { n: k + 1 })}
                aria-invalid={Boolean(faults[`anchors.${k}`])}
                status={faults[`anchors.${k}`] ? 'error' : undefined}
                autoSize={{ minRows: 1, maxRows: 5 }}
                maxLength={500}
                value={anchor.text}
                onChange={(event) =>
                  put(k, { text: event.target.value.replace(/\s*\n\s*/g, ' ') }, `anchor-${k}`)
                }
              />
              {faults[`anchors.${k}`] && <p className={s.fault}>{faults[`anchors.${k}`]}</p>}
            </div>
            <Button
              type="text"
              aria-label={t('removeAnchor', { n: k + 1 })}
              onClick={() => onChange(anchors.filter((_, place) => place !== k))}
            >
              ×
            </Button>
          </li>
        ))}
      </ul>
      {anchors.length < 21 && (
        <Button size="small" onClick={add}>
          {t('addAnchor')}
        </Button>
      )}
    </fieldset>
  );
}

/** The middle of the widest gap. */
function middle(scores: number[]): number {
  const sorted = [...scores].sort((a, b) => a - b);
  let [low, wide] = [0, 0];
  for (let k = 1; k < sorted.length; k += 1) {
    const [from, to] = [sorted[k - 1] ?? 0, sorted[k] ?? 0];
    if (to - from > wide) [low, wide] = [from, to - from];
  }
  return Math.round(low + wide / 2);
}
