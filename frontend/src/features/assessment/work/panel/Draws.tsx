import { useQuery } from '@tanstack/react-query';
import type { DrawView } from '@/api/gen';
import { assessmentsDrawsOptions } from '@/api/gen/@tanstack/react-query.gen';
import { dateTime } from '@/shared/lib/format';
import { ProblemAlert, Scroll, Tag } from '@/shared/ui';
import { useDrawText } from '../../i18n/draw';
import s from './panel.module.css';

/** Draws by lot with seed and pool; each was drawn again on opening this page. */
export function Draws({ id }: { id: string }) {
  const t = useDrawText();
  const { data, error, refetch } = useQuery(
    assessmentsDrawsOptions({ path: { assessment_id: id } }),
  );
  if (error) return <ProblemAlert error={error} onRetry={() => void refetch()} />;
  if (!data || data.length === 0) return null;
  return (
    <section className="panel" aria-labelledby="draws">
      <h2 id="draws">{t('draws')}</h2>
      <p className={s.none}>{t('drawsLead')}</p>
      {data.map((draw) => (
        <Draw key={draw.seed} draw={draw} />
      ))}
    </section>
  );
}

function Draw({ draw }: { draw: DrawView }) {
  const t = useDrawText();
  return (
    <details className={s.drawn}>
      <summary>
        {t('drawnAt', { at: dateTime(draw.at), by: draw.by })}{' '}
        <Tag tone={draw.holds ? 'good' : 'seal'} icon>
          {t(draw.holds ? 'holds' : 'broken')}
        </Tag>
      </summary>
      <p>
        {t('seed')} <code>{draw.seed}</code>
      </p>
      <Scroll label={t('draws')}>
        <table className={s.names}>
          <thead>
            <tr>
              <th scope="col">{t('category')}</th>
              <th scope="col">{t('expert')}</th>
              <th scope="col">{t('lot')}</th>
              <th scope="col">{t('result')}</th>
            </tr>
          </thead>
          <tbody>
            {draw.categories.flatMap((category) =>
              category.lots.map((row) => (
                <tr key={row.expert_id}>
                  <td>{category.label}</td>
                  <th scope="row">{row.name}</th>
                  <td>
                    <code title={row.lot}>{row.lot.slice(0, 12)}…</code>
                  </td>
                  <td>{row.drawn ? <Tag tone="brand">{t('hit')}</Tag> : t('missed')}</td>
                </tr>
              )),
            )}
          </tbody>
        </table>
      </Scroll>
    </details>
  );
}
