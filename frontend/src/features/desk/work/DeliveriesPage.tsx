import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button } from 'antd';
import type { DeliveryView } from '@/api/gen';
import {
  deliveriesListOptions,
  deliveriesRetryMutation,
} from '@/api/gen/@tanstack/react-query.gen';
import { refresh } from '@/api/hooks';
import { toProblem } from '@/api/problem';
import { dateTime } from '@/shared/lib/format';
import { useListState } from '@/shared/lib/useListState';
import { PageHeader, Seg, Tag, DataTable } from '@/shared/ui';
import { useDeskText } from '../i18n';

/** Events that have not reached a subscriber, with a way to send them again. */
export default function DeliveriesPage() {
  const t = useDeskText();
  const client = useQueryClient();
  const { message } = App.useApp();
  const list = useListState({ filters: ['failing'] });
  const failing = list.filters.failing[0] === 'true';
  const result = useQuery({
    ...deliveriesListOptions({ query: list.params() }),
    placeholderData: keepPreviousData,
  });
  const retry = useMutation({
    ...deliveriesRetryMutation(),
    onSuccess: async () => {
      void message.success(t('retried'));
      await refresh(client, 'deliveriesList');
    },
    onError: (error) => void message.error(toProblem(error).title),
  });
  return (
    <>
      <PageHeader
        title={t('deliveries')}
        subtitle={t('deliveriesLead')}
        extra={
          <Seg
            name="failing"
            label={t('deliveries')}
            value={failing ? 'true' : 'all'}
            onChange={(value) =>
              list.set({ filters: { failing: value === 'true' ? ['true'] : [] } })
            }
            options={[
              { value: 'all', label: t('all') },
              { value: 'true', label: t('onlyFailing') },
            ]}
          />
        }
      />
      <DataTable<DeliveryView, 'failing'>
        result={result}
        list={list}
        rowKey={(row) => `${row.event_id}:${row.subscriber}`}
        empty={{ title: t('noDeliveries') }}
        columns={[
          { title: t('event'), render: (_, row) => row.label_zh || row.event },
          { title: t('subscriber'), dataIndex: 'subscriber' },
          {
            title: t('attempts'),
            render: (_, row) => (
              <Tag tone={row.parked_at ? 'seal' : 'ochre'} icon>
                {row.attempts} · {t(row.parked_at ? 'parked' : 'waitingState')}
              </Tag>
            ),
          },
          { title: t('lastError'), dataIndex: 'error', ellipsis: true, width: 320 },
          { title: t('at'), dataIndex: 'at', render: dateTime },
          {
            render: (_, row) => (
              <Button
                size="small"
                onClick={() =>
                  retry.mutate({ path: { event_id: row.event_id, subscriber: row.subscriber } })
                }
              >
                {t('retry')}
              </Button>
            ),
          },
        ]}
      />
    </>
  );
}
