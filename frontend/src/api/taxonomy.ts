import { useQuery } from '@tanstack/react-query';
import { useCallback } from 'react';
import { labelOf, useLang } from '@/shared/lib/text';
import { taxonomyReadOptions } from './gen/@tanstack/react-query.gen';

/** All controlled lists with their labels; loaded once. */
export function useTaxonomy() {
  return useQuery({ ...taxonomyReadOptions(), staleTime: Infinity });
}

/** `term('maturity', 'lab')` → 实验室阶段; the code itself while the lists are loading. */
export function useTerm() {
  const { data } = useTaxonomy();
  const lang = useLang();
  return useCallback(
    (scheme: string, code: string | null | undefined): string => {
      if (!code) return '';
      const list = data?.schemes.find((item) => item.code === scheme)?.terms;
      const found = list?.find((item) => item.code === code);
      return found ? labelOf(found, lang) : code;
    },
    [data, lang],
  );
}

/** Options of a scheme for selects and check boxes. */
export function useTermOptions(scheme: string): { value: string; label: string }[] {
  const { data } = useTaxonomy();
  const lang = useLang();
  const list = data?.schemes.find((item) => item.code === scheme)?.terms ?? [];
  return list.map((term) => ({ value: term.code, label: labelOf(term, lang) }));
}
