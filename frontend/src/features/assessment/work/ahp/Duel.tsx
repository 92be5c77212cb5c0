import { Button } from 'antd';
import { useEffect, useRef, type CSSProperties, type KeyboardEvent } from 'react';
import type { CompareNode, MatrixView } from '@/api/gen';
import { useAhpText } from '../../i18n/ahp';
import { fromStep, pairs, shortNames, STEPS, toStep } from './judgements';
import s from './ahp.module.css';

interface Props {
  node: CompareNode;
  upper: (string | null)[];
  index: number;
  found: MatrixView;
  disabled: boolean;
  mayUndo: boolean;
  onJudge: (value: string | null) => void;
  onGo: (by: number) => void;
  onPick: (index: number) => void;
  onUndo: () => void;
}

const WORDS = ['', '', 'w2', 'w3', 'w4', 'w5', 'w6', 'w7', 'w8', 'w9'] as const;

/** One question: two cards, a diverging slider, the judgement as a sentence, all pairs as chips. */
export function Duel(props: Props) {
  const { node, upper, index, found, disabled, mayUndo, onJudge, onGo, onPick, onUndo } = props;
  const t = useAhpText();
  const slider = useRef<HTMLInputElement>(null);
  const all = pairs(node.items.length);
  const [i, j] = all[index] ?? [0, 1];
  const [a, b] = [node.items[i], node.items[j]];
  const value = upper[index] ?? null;
  const step = value === null ? 0 : toStep(value);
  useEffect(() => slider.current?.focus({ preventScroll: true }), []);
  if (!a || !b) return null;

  const sentence = (at: number) => {
    if (at === 0) return t('same', { a: a.name, b: b.name });
    const [strong, weak] = at > 0 ? [a.name, b.name] : [b.name, a.name];
    const word = WORDS[Math.abs(at) + 1];
    return t('stronger', { a: strong, b: weak, word: word ? t(word) : '' });
  };
  const keys = (event: KeyboardEvent) => {
    if (event.key === 'Enter') {
      event.preventDefault();
      onGo(1);
    } else if (event.key === 'Backspace') {
      event.preventDefault();
      onGo(-1);
    } else if (disabled) return;
    else if (event.key === 'Delete') {
      event.preventDefault();
      onJudge(null);
    } else if (/^[1-9]$/.test(event.key)) {
      event.preventDefault();
      onJudge(fromStep((step < 0 ? -1 : 1) * (Number(event.key) - 1)));
    } else if (event.key === ' ') {
      event.preventDefault();
      onJudge(fromStep(-step));
    }
  };
  const short = shortNames(node.items.map((item) => item.name));
  const worst = new Set(found.answered === found.total ? found.worst.map(place) : []);
  const style = {
    '--from': `${Math.min(50, 50 - step * 6.25)}%`,
    '--to': `${Math.max(50, 50 - step * 6.25)}%`,
  } as CSSProperties;
  return (
    <section className={`panel ${s.ask}`} aria-labelledby="question">
      <h2 id="question">{t('ask', { n: index + 1, total: all.length })}</h2>
      <div className={s.duel}>
        {[a, b].map((item, side) => {
          const wins = value !== null && (side === 0 ? step > 0 : step < 0);
          return (
            <button
              key={item.code}
              type="button"
              disabled={disabled}
              aria-pressed={wins}
              onClick={() => {
                const size = Math.max(2, Math.abs(step));
                onJudge(fromStep(side === 0 ? size : -size));
                slider.current?.focus();
              }}
            >
              <b>{item.name}</b>
              <span>{item.definition}</span>
            </button>
          );
        })}
      </div>
      <div className={s.scale} data-unset={value === null} style={style}>
        <input
          ref={slider}
          type="range"
          min={-8}
          max={8}
          step={1}
          value={-step}
          disabled={disabled}
          aria-label={t('sliderLabel', { a: a.name, b: b.name })}
          aria-valuetext={value === null ? t('undecided') : sentence(step)}
          onChange={(event) => onJudge(fromStep(-Number(event.target.value)))}
          onKeyDown={keys}
        />
        <div className={s.ticks} aria-hidden>
          {[9, 7, 5, 3, 1, 3, 5, 7, 9].map((tick, k) => (
            <i key={k}>{tick}</i>
          ))}
        </div>
      </div>
      <div className={s.say} data-unset={value === null}>
        <select
          aria-label={t('sentence')}
          disabled={disabled}
          value={value ?? ''}
          onChange={(event) => onJudge(event.target.value || null)}
        >
          <option value="">{t('undecided')}</option>
          {STEPS.map((at) => (
            <option key={at} value={fromStep(at)}>
              {`${sentence(at)}（${Math.abs(at) + 1}）`}
            </option>
          ))}
        </select>
        {!disabled && (
          <Button type={value === '1' ? 'primary' : 'default'} onClick={() => onJudge('1')}>
            {t('equal')}
          </Button>
        )}
      </div>
      <div className={s.nav}>
        <Button onClick={() => onGo(-1)}>{t('previous')}</Button>
        <Button disabled={!mayUndo} onClick={onUndo}>
          {t('undo')}
        </Button>
        <span className={s.keys} aria-hidden>
          {t('keys')}
        </span>
        <Button type={value === null && !disabled ? 'default' : 'primary'} onClick={() => onGo(1)}>
          {t(value === null && !disabled ? 'skip' : 'next')}
        </Button>
      </div>
      <ol className={s.dots} aria-label={t('pairs')}>
        {all.map(([x, y], k) => {
          const given = upper[k] ?? null;
          const [left, right] = [node.items[x], node.items[y]];
          const bad = worst.has(`${x}-${y}`);
          const shown = given ?? t('undecided');
          const label = t('pairLabel', { a: left?.name ?? '', b: right?.name ?? '', value: shown });
          return (
            <li key={k}>
              <button
                type="button"
                aria-current={k === index}
                data-done={given !== null}
                data-bad={bad}
                onClick={() => onPick(k)}
              >
                <span className="vh">{bad ? `${label}，${t('review')}` : label}</span>
                <span aria-hidden>
                  {short[x]}·{short[y]}
                </span>
                <b className="num" aria-hidden>
                  {given ?? '–'}
                </b>
              </button>
            </li>
          );
        })}
      </ol>
    </section>
  );
}

const place = (item: { row: number; column: number }) => `${item.row}-${item.column}`;
