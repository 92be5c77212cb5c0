import type { LibraryDetail } from '@/api/gen';
import { date } from '@/shared/lib/format';
import { DescriptionGrid } from '@/shared/ui';
import { useLibraryText } from '../i18n';
import s from './RecordPage.module.css';

/** Where the content comes from, when it was checked, where it was made known (5.2.1). */
export function SourcePart({ record }: { record: LibraryDetail }) {
  const t = useLibraryText();
  return (
    <section className="panel" id="record" aria-labelledby="h-record">
      <h2 id="h-record">{t('record')}</h2>
      <DescriptionGrid
        items={[
          { label: t('published'), value: date(record.published_at) },
          { label: t('checked'), value: date(record.checked_at) },
          { label: t('nextCheck'), value: date(record.review_due_at) },
        ]}
      />
      {record.source_url && (
        <div className={s.block}>
          <h3>{t('source')}</h3>
          <a href={record.source_url} target="_blank" rel="noreferrer noopener">
            {record.source_title || record.source_url}
          </a>
          <p className={s.quiet}>{record.source_note || t('sourceHint')}</p>
        </div>
      )}
      <div className={s.block}>
        <h3>{t('channels')}</h3>
        <ul>
          {record.channels.map((channel) => (
            <li key={channel.at + channel.name}>
              <span className="num">{date(channel.at)}</span>{' '}
              {channel.url ? <a href={channel.url}>{channel.name}</a> : channel.name}
            </li>
          ))}
        </ul>
      </div>
    </section>
  );
}
