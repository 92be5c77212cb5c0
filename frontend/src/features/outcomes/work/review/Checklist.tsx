import { Input } from 'antd';
import { useEffect, useRef } from 'react';
import type { FormalReviewInput, FormalReviewView } from '@/api/gen';
import { Seg, Tag } from '@/shared/ui';
import { useOutcomeText } from '../../i18n';
import type { Answer } from './useReview';
import s from './review.module.css';

interface Props {
  view: FormalReviewView;
  input: FormalReviewInput;
  current: number;
  onCurrent: (index: number) => void;
  onAnswer: (code: string, answer: Answer) => void;
  onNote: (code: string, note: string) => void;
}

/** The checklist beside the document; J and K move through it. */
export function Checklist({ view, input, current, onCurrent, onAnswer, onNote }: Props) {
  const t = useOutcomeText();
  const list = useRef<HTMLOListElement>(null);
  useEffect(() => {
    list.current?.children[current]?.scrollIntoView({ block: 'nearest' });
  }, [current]);
  return (
    <ol ref={list} className={s.items}>
      {view.items.map((item, index) => {
        const answer = input.checklist[item.code];
        return (
          <li
            key={item.code}
            data-current={index === current}
            data-answer={answer?.answer ?? ''}
            onFocus={() => onCurrent(index)}
          >
            <p>
              <b className="num">{index + 1}</b> {item.text}
            </p>
            <small>
              {t('clause', { text: item.clause })}{' '}
              {item.checked && <Tag tone="brand">{t('holderTicked')}</Tag>}
            </small>
            <Seg<Answer | ''>
              name={`answer-${item.code}`}
              label={item.text}
              value={answer?.answer ?? ''}
              options={[
                { value: 'yes', label: t('answerYes') },
                { value: 'no', label: t('answerNo') },
                { value: 'na', label: t('answerNa') },
              ]}
              onChange={(value) => value && onAnswer(item.code, value)}
            />
            {answer && answer.answer !== 'yes' && (
              <Input
                aria-label={`${item.text}：${t('itemNote')}`}
                placeholder={t('itemNote')}
                maxLength={1000}
                value={answer.note ?? ''}
                onChange={(event) => onNote(item.code, event.target.value)}
              />
            )}
          </li>
        );
      })}
    </ol>
  );
}
