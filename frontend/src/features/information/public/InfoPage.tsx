import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import type { ArticleHit, ArticlesSearchData } from '@/api/gen';
import { articlesSearchOptions } from '@/api/gen/@tanstack/react-query.gen';
import { useListState } from '@/shared/lib/useListState';
import { Marked, otherPiece, pieceOf, SearchFrame, useSearchText } from '@/shared/search';
import { DemoTag, Tag } from '@/shared/ui';
import { useInfoText } from '../i18n';
import s from './info.module.css';

const FILTERS = ['category', 'topic', 'year'] as const;
const FACETS = { type: 'category', field: 'topic', year: 'year' } as const;

/** Law, standards, market facts, model cases, meetings: each with its source (5.2.2). */
export default function InfoPage() {
  const t = useInfoText();
  const st = useSearchText();
  const list = useListState({ filters: FILTERS, sort: 'relevance' });
  const result = useQuery({
    ...articlesSearchOptions({ query: list.params<NonNullable<ArticlesSearchData['query']>>() }),
    placeholderData: keepPreviousData,
  });
  return (
    <SearchFrame
      title={t('info')}
      placeholder={t('placeholder')}
      list={list}
      result={result}
      facets={FACETS}
      sorts={(['relevance', 'newest'] as const).map((value) => ({ value, label: st(value) }))}
      count={(total) => (
        <>
          <b className="num">{total.toLocaleString('en-US')}</b> {t('count')}
        </>
      )}
      keyOf={(item) => item.id}
      render={(item) => <ArticleCard item={item} />}
      empty={{ title: t('emptyTitle'), text: t('emptyText') }}
    />
  );
}

function ArticleCard({ item }: { item: ArticleHit }) {
  const st = useSearchText();
  const other = otherPiece(item.snippets);
  return (
    <article className={s.card} lang="zh-CN">
      <p className={s.line}>
        <Tag tone="indigo">{item.category_label}</Tag>
        {item.topic && <span>{item.topic}</span>}
        <DemoTag show={item.is_demo} />
        {!item.complete && <Tag>{st('partial')}</Tag>}
        {item.date_text && <time className="num">{item.date_text}</time>}
      </p>
      <h2>
        <Link to={`/info/${item.id}`}>
          <Marked piece={pieceOf(item.snippets, 'title')} text={item.title} />
        </Link>
      </h2>
      <p className={s.summary}>
        <Marked piece={pieceOf(item.snippets, 'abstract')} text={item.interpretation} />
      </p>
      {other && (
        <p className={s.quiet}>
          {st('inField', { field: other.field_label })}
          <Marked piece={other} text="" />
        </p>
      )}
      <p className={s.quiet}>{[item.issuer, item.number].filter(Boolean).join(' · ')}</p>
    </article>
  );
}
