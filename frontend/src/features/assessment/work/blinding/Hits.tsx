import type { BlindHitView } from '@/api/gen';
import s from './blinding.module.css';

/** Hits with their place; the name itself is marked within the words around it. */
export function Hits({ of }: { of: BlindHitView[] }) {
  return (
    <ul className={s.hits} lang="zh-CN">
      {of.map((hit, index) => {
        const [before = '', ...rest] = hit.around.split(hit.word);
        return (
          <li key={hit.place + index}>
            <b>{hit.place}</b>
            <span>
              {rest.length === 0 ? (
                hit.around
              ) : (
                <>
                  {before}
                  <mark>{hit.word}</mark>
                  {rest.join(hit.word)}
                </>
              )}
            </span>
          </li>
        );
      })}
    </ul>
  );
}
