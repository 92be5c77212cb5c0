import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { DemandsSearchData } from '@/api/gen';
import { demandsSearchOptions } from '@/api/gen/@tanstack/react-query.gen';
import { useListState } from '@/shared/lib/useListState';
import { SearchFrame, useSearchText } from '@/shared/search';
import { Button } from '@/shared/ui';
import { useDemandText } from '../i18n';
import { DemandCard } from './DemandCard';

const FILTERS = ['type', 'field', 'scene', 'mode'] as const;
const FACETS = { type: 'type', field: 'field', scene: 'scene', mode: 'mode' } as const;

/** The public hall of needs (6.3.2). */
export default function HallPage() {
  const t = useDemandText();
  const st = useSearchText();
  const list = useListState({ filters: FILTERS, sort: 'relevance' });
  const result = useQuery({
    ...demandsSearchOptions({ query: list.params<NonNullable<DemandsSearchData['query']>>() }),
    placeholderData: keepPreviousData,
  });
  const post = <Button to="/work/demands/new">{t('post')}</Button>;
  return (
    <SearchFrame
      title={t('hall')}
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
      render={(item) => <DemandCard item={item} />}
      extra={post}
      empty={{ title: t('emptyTitle'), text: t('emptyText'), action: post }}
    />
  );
}
