import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Input, Modal } from 'antd';
import { useState } from 'react';
import { ifMatch } from '@/api/client';
import type { MatchSuggestion, Verdict } from '@/api/gen';
import { suggestionsJudgeMutation } from '@/api/gen/@tanstack/react-query.gen';
import { refresh } from '@/api/hooks';
import { Button, CheckIcon, ProblemAlert, Tag } from '@/shared/ui';
import { useMatchText } from '../i18n';
import s from './matches.module.css';

/** Fits, or does not fit with the reason. */
export function Feedback({ item }: { item: MatchSuggestion }) {
  const t = useMatchText();
  const client = useQueryClient();
  const [asking, setAsking] = useState(false);
  const [reason, setReason] = useState('');
  const judge = useMutation({
    ...suggestionsJudgeMutation(),
    onSuccess: async () => {
      setAsking(false);
      await refresh(client, 'matchesLatest');
    },
  });
  const send = (verdict: Verdict) =>
    judge.mutate({
      path: { suggestion_id: item.id },
      headers: ifMatch(item.version),
      body: { verdict, reason: verdict === 'unsuitable' ? reason : '' },
    });
  return (
    <div className={s.feedback}>
      {item.feedback && (
        <Tag tone={item.feedback === 'suitable' ? 'good' : 'grey'}>
          {t('judged', { verdict: t(item.feedback) })}
          {item.feedback_reason && ` · ${item.feedback_reason}`}
        </Tag>
      )}
      {item.may_judge && item.feedback !== 'suitable' && (
        <Button
          size="small"
          icon={<CheckIcon />}
          disabled={judge.isPending}
          onClick={() => send('suitable')}
        >
          {t('suitable')}
        </Button>
      )}
      {item.may_judge && item.feedback !== 'unsuitable' && (
        <Button size="small" disabled={judge.isPending} onClick={() => setAsking(true)}>
          {t('unsuitable')}
        </Button>
      )}
      {!asking && <ProblemAlert error={judge.error} />}
      <Modal
        open={asking}
        title={t('whyNot')}
        okText={t('send')}
        cancelText={t('cancel')}
        okButtonProps={{ disabled: !reason.trim(), loading: judge.isPending }}
        onOk={() => send('unsuitable')}
        onCancel={() => setAsking(false)}
      >
        <label>
          <span className={s.quiet}>{t('whyNotHint')}</span>
          <Input.TextArea
            rows={3}
            maxLength={500}
            showCount
            value={reason}
            onChange={(event) => setReason(event.target.value)}
          />
        </label>
        <ProblemAlert error={judge.error} />
      </Modal>
    </div>
  );
}
