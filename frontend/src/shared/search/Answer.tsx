import { Notice } from '@/shared/ui';
import { useSearchText } from './text';
import s from './search.module.css';

interface Props {
  found: {
    relaxed: boolean;
    did_you_mean: string | null;
    also_searched: string[];
    degraded: boolean;
  };
  /** Whether anything was found at all. */
  any: boolean;
  onSearch: (q: string) => void;
}

/** What the searcher should know about the answer; a proposal is never applied by itself. */
export function Answer({ found, any, onSearch }: Props) {
  const t = useSearchText();
  const { did_you_mean: proposal, also_searched: also } = found;
  return (
    <div className={s.answer} aria-live="polite">
      {found.degraded && <Notice tone="warn">{t('degraded')}</Notice>}
      {proposal && (
        <p>
          {t('didYouMean')}
          <button type="button" className={s.link} onClick={() => onSearch(proposal)}>
            {proposal}
          </button>
        </p>
      )}
      {also.length > 0 && (
        <p>
          {t('alsoSearched')}
          {also.slice(0, 6).join('、')}
        </p>
      )}
      {found.relaxed && any && <p>{t('relaxed')}</p>}
    </div>
  );
}
