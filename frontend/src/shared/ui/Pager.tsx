import { useUiText } from './text';
import s from './Pager.module.css';

interface Props {
  page: number;
  total: number;
  size: number;
  onGo: (page: number) => void;
}

/** Pagination of public lists. */
export function Pager({ page, total, size, onGo }: Props) {
  const t = useUiText();
  const pages = Math.max(1, Math.ceil(total / size));
  if (pages <= 1) return null;
  const wanted = [1, 2, page - 1, page, page + 1, pages - 1, pages];
  const shown = [...new Set(wanted)].filter((n) => n >= 1 && n <= pages).sort((a, b) => a - b);
  return (
    <nav className={s.pager} aria-label={t('pages')}>
      <button type="button" disabled={page <= 1} onClick={() => onGo(page - 1)}>
        {t('previous')}
      </button>
      {shown.map((n, index) => (
        <span key={n}>
          {index > 0 && n - (shown[index - 1] ?? n) > 1 && <i aria-hidden>…</i>}
          <button
            type="button"
            className="num"
            aria-current={n === page ? 'page' : undefined}
            aria-label={t('pageNo', { page: n })}
            onClick={() => onGo(n)}
          >
            {n}
          </button>
        </span>
      ))}
      <button type="button" disabled={page >= pages} onClick={() => onGo(page + 1)}>
        {t('next')}
      </button>
    </nav>
  );
}
