import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { Link, useSearchParams } from 'react-router';
import { api } from '@/api/client';
import { ME_KEY } from '@/api/me';
import { meInboxOptions } from '@/api/gen/@tanstack/react-query.gen';
import { refresh } from '@/api/hooks';
import { dateTime } from '@/shared/lib/format';
import { EmptyState, PageHeader, Pager, ProblemAlert, Skeleton, Tag } from '@/shared/ui';
import { useDeskText } from '../i18n';
import s from './InboxPage.module.css';

const PATH = '/api/v1/me/inbox';

export default function InboxPage() {
  const t = useDeskText();
  const client = useQueryClient();
  const [search, setSearch] = useSearchParams();
  const page = Math.max(1, Number(search.get('page')) || 1);
  const inbox = useQuery(meInboxOptions({ query: { page } }));
  const read = useMutation({
    mutationFn: (id: string | null) =>
      api.post(id === null ? `${PATH}/read` : `${PATH}/${id}/read`),
    onSuccess: () =>
      Promise.all([
        refresh(client, 'meInbox'),
        client.invalidateQueries({ queryKey: ME_KEY, exact: true }),
      ]),
  });
  const data = inbox.data;
  return (
    <>
      <PageHeader
        title={t('inbox')}
        extra={
          data &&
          data.unread > 0 && (
            <Button loading={read.isPending} onClick={() => read.mutate(null)}>
              {t('markAll')}
            </Button>
          )
        }
      />
      <ProblemAlert error={inbox.error} onRetry={() => void inbox.refetch()} />
      <ProblemAlert error={read.error} />
      {inbox.isPending && <Skeleton rows={6} />}
      {data?.items.length === 0 && (
        <EmptyState title={t('inboxEmpty')}>{t('inboxHint')}</EmptyState>
      )}
      {data && data.items.length > 0 && (
        <ul className="panel">
          {data.items.map((message) => (
            <li key={message.id} className={s.row} data-unread={!message.read_at}>
              <div>
                {message.link ? (
                  <Link
                    to={message.link}
                    onClick={() => {
                      if (!message.read_at) read.mutate(message.id);
                    }}
                  >
                    {message.title}
                  </Link>
                ) : (
                  <b>{message.title}</b>
                )}
                {!message.read_at && <Tag tone="seal">{t('unread')}</Tag>}
                {message.body && <p>{message.body}</p>}
              </div>
              <time className="num" dateTime={message.created_at}>
                {dateTime(message.created_at)}
              </time>
            </li>
          ))}
        </ul>
      )}
      {data && (
        <Pager
          page={data.page}
          total={data.total}
          size={data.size}
          onGo={(next) => setSearch({ page: String(next) })}
        />
      )}
    </>
  );
}
