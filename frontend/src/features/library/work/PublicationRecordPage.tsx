import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useParams } from 'react-router';
import { api } from '@/api/client';
import type { LibraryRecordView } from '@/api/gen';
import { libraryRecordsReadOptions } from '@/api/gen/@tanstack/react-query.gen';
import { refresh } from '@/api/hooks';
import { date } from '@/shared/lib/format';
import {
  Button,
  DemoTag,
  DescriptionGrid,
  historyItems,
  PageHeader,
  ProblemAlert,
  Skeleton,
  StateTag,
  Timeline,
} from '@/shared/ui';
import { ActionBar, type ActionFacts } from '@/shared/work';
import { useLibraryText } from '../i18n';
import { RECORD_STATES } from '../labels';
import { ChannelDialog } from './ChannelDialog';
import s from './publication.module.css';

/** One passed outcome: see what the public will see, publish with one action, log channels. */
export default function PublicationRecordPage() {
  const t = useLibraryText();
  const { id = '' } = useParams();
  const client = useQueryClient();
  const [adding, setAdding] = useState(false);
  const { data, error, refetch } = useQuery(libraryRecordsReadOptions({ path: { record_id: id } }));
  if (!data) {
    return error ? (
      <ProblemAlert error={error} onRetry={() => void refetch()} />
    ) : (
      <Skeleton rows={12} />
    );
  }
  const reread = () =>
    refresh(client, 'libraryRecordsRead', 'libraryRecordsList', 'librarySearch', 'meTodos');
  const act = async (action: string, { reason }: ActionFacts) => {
    const body = action === 'unpublish' ? { reason } : undefined;
    await api.post<LibraryRecordView>(`/api/v1/library-records/${id}/${action}`, body, {
      version: data.version,
    });
    await reread();
  };
  const isPublic = data.status === 'published';
  return (
    <>
      <PageHeader
        title={data.title}
        trail={[[t('publication'), '/work/library'], [data.number]]}
        tags={
          <>
            <StateTag status={data.status} labels={RECORD_STATES} />
            <DemoTag show={data.is_demo} />
          </>
        }
        extra={
          <span className={s.actions}>
            {isPublic && <Button to={`/library/${id}`}>{t('openPublic')}</Button>}
            <ActionBar
              actions={data.available_actions}
              onAction={act}
              danger={['unpublish']}
              primary={isPublic ? 'check' : 'publish'}
            />
          </span>
        }
      />
      <div className={s.columns}>
        <div className={s.main}>
          <Preview record={data} />
          <section className="panel">
            <h2>{t('channels')}</h2>
            <ul className={s.channels}>
              {data.preview.channels.map((channel) => (
                <li key={channel.at + channel.name}>
                  <span className="num">{date(channel.at)}</span>
                  {channel.url ? <a href={channel.url}>{channel.name}</a> : channel.name}
                  <span>{channel.by}</span>
                </li>
              ))}
            </ul>
            {isPublic && data.available_actions.length > 0 && (
              <p>
                <Button onClick={() => setAdding(true)}>{t('addChannel')}</Button>
              </p>
            )}
          </section>
        </div>
        <aside className={s.side}>
          <section className="panel">
            <DescriptionGrid
              items={[
                { label: t('holder'), value: data.holder_name },
                { label: t('assessmentNo'), value: data.assessment_number },
                { label: t('grade'), value: data.grade },
                { label: t('total'), value: data.total?.toFixed(1) },
                { label: t('issued'), value: date(data.assessed_at) },
                { label: t('published'), value: data.published_at && date(data.published_at) },
                { label: t('due'), value: data.review_due_at && date(data.review_due_at) },
              ]}
            />
          </section>
          <section className="panel">
            <h2>{t('history')}</h2>
            <Timeline items={historyItems(data.history).reverse()} />
          </section>
        </aside>
      </div>
      {adding && (
        <ChannelDialog
          record={data}
          onClose={() => setAdding(false)}
          onDone={async () => {
            await reread();
            setAdding(false);
          }}
        />
      )}
    </>
  );
}

function Preview({ record }: { record: LibraryRecordView }) {
  const t = useLibraryText();
  const { preview } = record;
  return (
    <section className="panel">
      <h2>{t('preview')}</h2>
      <p className={s.text}>{preview.summary}</p>
      <DescriptionGrid
        items={[
          { label: t('kind'), value: preview.kind_label },
          { label: t('field'), value: preview.field_label },
          { label: t('scene'), value: preview.scene_label },
          { label: t('maturity'), value: preview.maturity_label },
          { label: t('diseases'), value: preview.diseases.map((d) => d.label) },
          { label: t('modes'), value: preview.modes.map((mode) => mode.label) },
          { label: t('rights'), value: preview.rights, wide: true },
          { label: t('technical'), value: preview.parameters.map((p) => p.name), wide: true },
          { label: t('source'), value: preview.source_url, wide: true },
        ]}
      />
    </section>
  );
}
