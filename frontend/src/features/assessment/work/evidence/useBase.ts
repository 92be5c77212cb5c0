import { App } from 'antd';
import { useQueryClient } from '@tanstack/react-query';
import { api } from '@/api/client';
import type { EvidenceBaseView } from '@/api/gen';
import { evidenceBasesReadQueryKey } from '@/api/gen/@tanstack/react-query.gen';
import { refresh } from '@/api/hooks';
import { useEvidenceText } from '../../i18n/evidence';

/** Changes to one evidence base: each part is sent whole, with the version that was read. */
export function useBase(base: EvidenceBaseView) {
  const t = useEvidenceText();
  const client = useQueryClient();
  const { message } = App.useApp();
  const url = `/api/v1/evidence-bases/${base.id}`;
  const put = (next: EvidenceBaseView) => {
    const key = evidenceBasesReadQueryKey({ path: { base_id: base.id } });
    client.setQueryData(key, next);
    void refresh(client, 'evidenceBasesList', 'batchItemsRead');
  };
  const save = async (part: string, body: unknown) => {
    put(await api.put<EvidenceBaseView>(`${url}/${part}`, body, { version: base.version }));
    void message.success(t('saved'));
  };
  return { url, put, save };
}
