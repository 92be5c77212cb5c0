import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { librarySimilarOptions } from '@/api/gen/@tanstack/react-query.gen';
import { useLibraryText } from '../i18n';
import s from './RecordPage.module.css';

/** Neighbours of a record; the page stands without them. */
export function Similar({ id }: { id: string }) {
  const t = useLibraryText();
  const { data } = useQuery(librarySimilarOptions({ path: { record_id: id } }));
  if (!data) return null;
  return (
    <section className="panel no-print" aria-labelledby="h-similar">
      <h2 id="h-similar">{t('similar')}</h2>
      {data.length === 0 ? (
        <p className={s.quiet}>{t('noSimilar')}</p>
      ) : (
        <ul className={s.similar}>
          {data.map((item) => (
            <li key={item.id}>
              <Link to={`/library/${item.id}`}>{item.title}</Link>
              <small>
                {item.field_label} · {item.holder_name}
                {item.total != null && <span className="num"> · {item.total.toFixed(1)}</span>}
              </small>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
