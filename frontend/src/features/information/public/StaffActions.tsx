import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '@/api/client';
import type { ArticleView } from '@/api/gen';
import { refresh } from '@/api/hooks';
import { labelOf, useLang } from '@/shared/lib/text';
import { Button, ProblemAlert, Sheet, TextField } from '@/shared/ui';
import { useInfoText } from '../i18n';
import s from './info.module.css';

/** What staff may do to an item, on its public page; nobody else sees it. */
export function StaffActions({ article }: { article: ArticleView }) {
  const t = useInfoText();
  const lang = useLang();
  const client = useQueryClient();
  const [asking, setAsking] = useState(false);
  const [reason, setReason] = useState('');
  const act = useMutation({
    mutationFn: (action: string) =>
      api.post<ArticleView>(
        `/api/v1/information/${article.id}/${action}`,
        action === 'withdraw' ? { reason } : undefined,
        { version: article.version },
      ),
    onSuccess: async () => {
      setAsking(false);
      await refresh(client, 'articlesRead', 'articlesSearch');
    },
  });
  if (article.available_actions.length === 0) return null;
  return (
    <>
      {article.available_actions.map((action) => (
        <Button
          key={action.action}
          onClick={() => (action.reason_required ? setAsking(true) : act.mutate(action.action))}
        >
          {labelOf(action, lang)}
        </Button>
      ))}
      <Sheet open={asking} onClose={() => setAsking(false)} title={t('withdraw')} side="center">
        <form
          className={s.form}
          onSubmit={(event) => {
            event.preventDefault();
            act.mutate('withdraw');
          }}
        >
          <TextField label={t('reason')} required value={reason} onValue={setReason} />
          <ProblemAlert error={act.error} />
          <Button kind="primary" submit busy={act.isPending}>
            {t('withdraw')}
          </Button>
        </form>
      </Sheet>
    </>
  );
}
