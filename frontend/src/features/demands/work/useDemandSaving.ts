import { useMutation, useQueryClient } from '@tanstack/react-query';
import { App } from 'antd';
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

/** Saves the form of a need, new or known, and hands it in when asked; goes to its page then. */
export function useDemandSaving(known: DemandView | null) {
  const t = useDemandText();
  const go = useNavigate();
  const client = useQueryClient();
  const { message } = App.useApp();
  const { keyOf } = useSubmitKey();
  return useMutation({
    mutationFn: async ({ body, submit }: Wish) => {
      const saved = known
        ? await api.put<DemandView>(`/api/v1/demands/${known.id}`, body, {
            version: known.version,
          })
        : (await demandsCreate({ body, headers: idempotent(keyOf(body)), throwOnError: true }))
            .data;
      // A fault of handing in leaves a saved draft: its page shows it, the form the faults.
      if (!submit) return { saved, error: null };
      try {
        await api.post(`/api/v1/demands/${saved.id}/submit`, undefined, {
          version: saved.version,
        });
        return { saved, error: null };
      } catch (error) {
        return { saved, error };
      }
    },
    onSuccess: async ({ saved, error }, { submit }) => {
      await refresh(client, 'demandsDesk', 'demandsRead', 'meTodos');
      if (error) {
        if (!known) void go(`/work/demands/${saved.id}/edit`, { replace: true });
        return;
      }
      void message.success(t(submit ? 'sent' : 'saved'));
      void go(submit ? `/work/demands/${saved.id}` : `/work/demands/${saved.id}/edit`, {
        replace: true,
      });
    },
  });
}
