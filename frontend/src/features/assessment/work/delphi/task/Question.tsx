import { Input } from 'antd';
import { useState, type KeyboardEvent } from 'react';
import type { DelphiTaskItem } from '@/api/gen';
import { Button, Tag } from '@/shared/ui';
import { useDelphiTaskText } from '../../../i18n/delphiTask';
import { Band } from './Band';
import { digitOf, isOutside, lacks, type Rating } from './answers';
import s from './task.module.css';

const EMPTY: Rating = { value: null, comment: '' };

interface Props {
  item: DelphiTaskItem;
  rating: Rating | undefined;
  scale: number;
  disabled: boolean;
  onRate: (part: Partial<Rating>) => void;
  onNext: () => void;
}

/** One indicator: its rating, the group's feedback, and a reason where it is asked for. */
export function Question({ item, rating = EMPTY, scale, disabled, onRate, onNext }: Props) {
  const t = useDelphiTaskText();
  const [open, setOpen] = useState(rating.comment !== '');
  const { value, comment } = rating;
  const outside = isOutside(value, item);
  const values = Array.from({ length: scale }, (_, k) => k + 1);
  const keys = (event: KeyboardEvent) => {
    const digit = digitOf(event.key, scale);
    if (digit !== null && !disabled) {
      event.preventDefault();
      onRate({ value: digit });
      const group = event.currentTarget.closest('fieldset');
      group?.querySelector<HTMLInputElement>(`input[value="${digit}"]`)?.focus();
    } else if (event.key === 'Enter') {
      event.preventDefault();
      onNext();
    }
  };
  const writing = outside || open;
  const label = outside ? t('whyOutside', { n: value ?? '' }) : t('comment');
  return (
    <li
      id={`item-${item.code}`}
      className={s.item}
      data-lacks={!disabled && value !== null && lacks(item, rating)}
    >
      <div className={s.what}>
        <h3>
          {item.name} {item.added && <Tag tone="indigo">{t('added')}</Tag>}
        </h3>
        <p>{item.definition}</p>
      </div>
      <div className={s.how}>
        <fieldset className={s.choice} data-scale={scale}>
          <legend className="vh">{t('rate', { name: item.name })}</legend>
          {values.map((n) => (
            <label key={n}>
              <input
                type="radio"
                name={`rate-${item.code}`}
                value={n}
                checked={value === n}
                disabled={disabled}
                aria-label={t('point', { n })}
                onKeyDown={keys}
                onChange={() => onRate({ value: n })}
              />
              <span aria-hidden>{n}</span>
            </label>
          ))}
        </fieldset>
        <Band item={item} value={value} scale={scale} />
        {item.comments.length > 0 && (
          <details className={s.voices}>
            <summary>{t('voices', { n: item.comments.length })}</summary>
            <ul>
              {item.comments.map((text, k) => (
                <li key={k}>{text}</li>
              ))}
            </ul>
          </details>
        )}
        {writing ? (
          <label className={s.why} data-asked={outside}>
            <span>{label}</span>
            <Input.TextArea
              autoSize={{ minRows: 2 }}
              maxLength={500}
              value={comment}
              disabled={disabled}
              aria-required={outside}
              onChange={(event) => onRate({ comment: event.target.value })}
            />
          </label>
        ) : (
          !disabled && (
            <p className={s.more}>
              <Button kind="text" size="small" onClick={() => setOpen(true)}>
                {t('addComment')}
              </Button>
              {value !== null && (
                <Button kind="text" size="small" onClick={() => onRate({ value: null })}>
                  {t('clear')}
                </Button>
              )}
            </p>
          )
        )}
        {!disabled && open && value === null && comment.trim() === '' && (
          <small className={s.hint}>{t('cannot')}</small>
        )}
      </div>
    </li>
  );
}
