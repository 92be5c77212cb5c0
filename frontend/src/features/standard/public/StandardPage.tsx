import { useQuery } from '@tanstack/react-query';
import { useCallback } from 'react';
import { Link } from 'react-router';
import { api } from '@/api/client';
import { useListState } from '@/shared/lib/useListState';
import { EmptyState, PageHeader, ProblemAlert, SearchBox, Skeleton, Tag } from '@/shared/ui';
import { useStandardText } from '../i18n';
import s from './StandardPage.module.css';

interface Item {
  no: string;
  title: string;
  place: string;
  path?: string;
  state: 'built' | 'planned';
}

interface ClauseMap {
  chapters: { no: string; title: string; items: Item[] }[];
  readings: { no: string; gap: string; reading: string }[];
}

const matches = (item: Item, q: string) =>
  !q || item.no.startsWith(q) || item.title.includes(q) || item.place.includes(q);

function Chapter({ chapter }: { chapter: ClauseMap['chapters'][number] }) {
  const t = useStandardText();
  return (
    <section id={`c${chapter.no}`} className={s.chapter} lang="zh-CN">
      <h2 className="serif">
        <span className="num">{chapter.no}</span> {chapter.title}
      </h2>
      <ul className="panel">
        {chapter.items.map((item) => (
          <li key={item.no}>
            <b className="num">{item.no}</b>
            <span>{item.title}</span>
            <span className={s.place}>
              {item.place} {item.path && <Link to={item.path}>{t('open')}</Link>}
            </span>
            <Tag tone={item.state === 'built' ? 'good' : 'grey'} icon>
              {t(item.state)}
            </Tag>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Every clause of the standard and its place on the platform. */
export default function StandardPage() {
  const t = useStandardText();
  const { q, set } = useListState();
  const map = useQuery({
    queryKey: ['standard'],
    queryFn: ({ signal }) => api.get<ClauseMap>('/standard.json', undefined, signal),
    staleTime: Infinity,
  });
  const search = useCallback((text: string) => set({ q: text }), [set]);
  const chapters = (map.data?.chapters ?? [])
    .map((chapter) => ({ ...chapter, items: chapter.items.filter((i) => matches(i, q.trim())) }))
    .filter((chapter) => chapter.items.length > 0);
  return (
    <div className={s.page}>
      <PageHeader title={t('title')} subtitle={t('lead')} />
      <div className={s.find}>
        <SearchBox value={q} onSearch={search} placeholder={t('find')} size="small" />
      </div>
      <ProblemAlert error={map.error} onRetry={() => void map.refetch()} />
      {map.isPending && <Skeleton rows={12} />}
      {map.data && chapters.length === 0 && <EmptyState title={t('none')} />}
      {chapters.length > 1 && (
        <nav className={s.index} aria-label={t('chapters')} lang="zh-CN">
          {chapters.map((chapter) => (
            <a key={chapter.no} href={`#c${chapter.no}`}>
              {chapter.no} {chapter.title}
            </a>
          ))}
        </nav>
      )}
      {chapters.map((chapter) => (
        <Chapter key={chapter.no} chapter={chapter} />
      ))}
      {map.data && !q && (
        <section className={s.chapter}>
          <h2 className="serif">{t('readings')}</h2>
          <p className={s.lead}>{t('readingsLead')}</p>
          <ul className={`panel ${s.readings}`} lang="zh-CN">
            {map.data.readings.map((item) => (
              <li key={item.no + item.gap}>
                <b className="num">{item.no}</b>
                <span>{item.gap}</span>
                <span className={s.place}>{item.reading}</span>
              </li>
            ))}
          </ul>
        </section>
      )}
    </div>
  );
}
