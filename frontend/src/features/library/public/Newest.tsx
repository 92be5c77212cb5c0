import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { librarySearchOptions } from '@/api/gen/@tanstack/react-query.gen';
import { DemoTag } from '@/shared/ui';
import { useLibraryText } from '../i18n';
import s from './Newest.module.css';

const SHOWN = 4;

/** The newest outcomes of the library, for the home page; nothing at all while there are none. */
export default function Newest() {
  const t = useLibraryText();
  const { data } = useQuery(librarySearchOptions({ query: { sort: 'newest', size: SHOWN } }));
  if (!data || data.items.length === 0) return null;
  return (
    <section aria-labelledby="newest">
      <div className={s.head}>
        <h2 id="newest" className="serif">
          {t('home')}
        </h2>
        <p>{t('homeHint')}</p>
        <Link to="/library">{t('all')}</Link>
      </div>
      <ul className={s.list} lang="zh-CN">
        {data.items.map((item) => (
          <li key={item.id}>
            <small>
              {item.field_label} · {item.maturity_label} <DemoTag show={item.is_demo} />
            </small>
            <h3>
              <Link to={`/library/${item.id}`}>{item.title}</Link>
            </h3>
            <p>
              {item.holder_name}
              <b className="num">{item.total?.toFixed(1)}</b>
            </p>
          </li>
        ))}
      </ul>
    </section>
  );
}
