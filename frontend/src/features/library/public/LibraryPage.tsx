import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { LibrarySearchData } from '@/api/gen';
import { librarySearchOptions, librarySuggestOptions } from '@/api/gen/@tanstack/react-query.gen';
import { useListState } from '@/shared/lib/useListState';
import { SearchFrame, useSearchText } from '@/shared/search';
import { Button } from '@/shared/ui';
import { useLibraryText } from '../i18n';
import { OutcomeCard } from './OutcomeCard';

const FILTERS = ['field', 'maturity', 'scene', 'ip', 'mode', 'type', 'disease'] as const;
const FACETS = {
  field: 'field',
  maturity: 'maturity',
  scene: 'scene',
  ip: 'ip',
  mode: 'mode',
  type: 'type',
  disease: 'disease',
} as const;
const HOT = ['肝纤维化', '乙肝', '脂肪肝', '院内制剂', '舌诊'];

/** The public library: search, facets, cards; everything stands in the address (5.2.1). */
export default function LibraryPage() {
  const t = useLibraryText();
  const st = useSearchText();
  const list = useListState({ filters: FILTERS, sort: 'relevance' });
  const result = useQuery({
    ...librarySearchOptions({ query: list.params<NonNullable<LibrarySearchData['query']>>() }),
    placeholderData: keepPreviousData,
  });
  return (
    <SearchFrame
      title={t('library')}
      placeholder={t('placeholder')}
      list={list}
      result={result}
      facets={FACETS}
      sorts={(['relevance', 'newest', 'score'] as const).map((value) => ({
        value,
        label: st(value),
      }))}
      count={(total) => (
        <>
          <b className="num">{total.toLocaleString('en-US')}</b> {t('count')}
        </>
      )}
      keyOf={(item) => item.id}
      render={(item) => <OutcomeCard item={item} />}
      under={<Under q={list.q} onSearch={(q) => list.set({ q })} />}
      empty={{
        title: list.q || list.page > 1 ? t('emptyTitle') : t('emptyAll'),
        text: t('emptyText'),
        action: <Button to="/work/demands/new">{t('postDemand')}</Button>,
      }}
    />
  );
}

/** Completions of what is typed, else words to try. */
function Under({ q, onSearch }: { q: string; onSearch: (q: string) => void }) {
  const st = useSearchText();
  const { data } = useQuery({
    ...librarySuggestOptions({ query: { q } }),
    enabled: q !== '',
    placeholderData: keepPreviousData,
  });
  const phrases = (data ?? []).filter((item) => item.kind === 'phrase' && item.text !== q);
  const words = q && phrases.length > 0 ? phrases.slice(0, 5).map((item) => item.text) : HOT;
  return (
    <>
      <span>{st(words === HOT ? 'hot' : 'complete')}</span>
      {words.map((word) => (
        <button key={word} type="button" lang="zh-CN" onClick={() => onSearch(word)}>
          {word}
        </button>
      ))}
    </>
  );
}
