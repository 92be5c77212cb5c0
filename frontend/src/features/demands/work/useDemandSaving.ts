import { useMutation, useQueryClient } from '@tanstack/react-query';
import { App } from 'antd';
import { useRef } from 'react';
import { useNavigate } from 'react-router';
import { api, idempotent } from '@/api/client';
import type { DemandInput, DemandView } from '@/api/gen';
import { demandsCreate } from '@/api/gen';
import { refresh, useSubmitKey } from '@/api/hooks';
import { useDemandText } from '../i18n';

interface Wish {
  body: DemandInput;
  submit: boolean;
}

/**
 * Saves the form of a need, new or known, and hands it in when asked; goes to its page then.
 * What was saved stays saved when handing in is refused: the form keeps its place and shows why,
 * and the next attempt changes the same draft.
 */
export function useDemandSaving(known: DemandView | null) {
  const t = useDemandText();
  const go = useNavigate();
  const client = useQueryClient();
  const { message } = App.useApp();
  const { keyOf } = useSubmitKey();
  const own = useRef<DemandView | null>(null);
  return useMutation({
    mutationFn: async ({ body, submit }: Wish) => {
      const base = own.current ?? known;
      const saved = base
        ? await api.put<DemandView>(`/api/v1/demands/${base.id}`, body, { version: base.version })
        : (await demandsCreate({ body, headers: idempotent(keyOf(body)), throwOnError: true }))
            .data;
      own.current = saved;
      if (submit) {
        await api.post(`/api/v1/demands/${saved.id}/submit`, undefined, {
          version: saved.version,
        });
      }
      return saved;
    },
    onSuccess: async (saved, { submit }) => {
      void message.success(t(submit ? 'sent' : 'saved'));
      void go(submit ? `/work/demands/${saved.id}` : `/work/demands/${saved.id}/edit`, {
        replace: true,
      });
    },
    onSettled: () => refresh(client, 'demandsDesk', 'demandsRead', 'meTodos'),
  });
}
