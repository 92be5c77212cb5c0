import { useQuery } from '@tanstack/react-query';
import type { DelphiStudyView } from '@/api/gen';
import { delphiCoefficientsListOptions } from '@/api/gen/@tanstack/react-query.gen';
import { percent } from '@/shared/lib/format';
import { DescriptionGrid, Scroll } from '@/shared/ui';
import { useDelphiText } from '../../i18n/delphi';
import { Coefficients } from './Coefficients';
import s from './delphi.module.css';

/** What was fixed before the first round, in words, and the items as they stand. */
export function Settings({ study }: { study: DelphiStudyView }) {
  const t = useDelphiText();
  const stop = study.stop_rule as Record<string, number>;
  const screen = study.screen_rule;
  const share = (value: number | boolean | undefined) => percent(Number(value), 0);
  return (
    <section className="panel" aria-labelledby="settings">
      <h2 id="settings">{t('settings')}</h2>
      <DescriptionGrid
        items={[
          { label: t('tree'), value: `${study.tree_name} ${study.tree_version}` },
          { label: t('scale'), value: t('scaleOf', { n: study.scale_max }) },
          { label: t('basisTable'), value: study.basis_table },
          { label: t('familiarityTable'), value: study.familiarity_table },
          study.purpose ? { label: t('purpose'), value: study.purpose, wide: true } : null,
          {
            label: t('stopRule'),
            wide: true,
            value: t('stopWords', {
              items: share(stop.items_share),
              top: share(stop.top_two_share),
              cv: stop.cv_ceiling ?? '',
              changed: share(stop.changed_ceiling),
              floor: share(stop.response_floor),
              last: stop.last_round ?? '',
            }),
          },
          {
            label: t('screenRule'),
            wide: true,
            value: t('screenWords', {
              n: Number(screen.delete_at),
              mean: share(screen.mean_floor_share),
              cv: Number(screen.cv_ceiling),
              need: screen.need_absolute ? t('needWords') : '',
            }),
          },
        ]}
      />
      <details className={s.preview}>
        <summary>{t('tables')}</summary>
        <Tables ids={[study.basis_table, study.familiarity_table]} />
      </details>
      <details className={s.preview}>
        <summary>
          {t('items')} · {t('itemsN', { n: study.items.length })}
        </summary>
        <ol lang="zh-CN">
          {study.items
            .filter((item) => item.level === 1)
            .map((item) => (
              <li key={item.code}>
                <b>{item.name}</b>
                <span>
                  {study.items
                    .filter((child) => child.parent === item.code)
                    .map((child) => child.name)
                    .join('、')}
                </span>
              </li>
            ))}
        </ol>
      </details>
    </section>
  );
}

/** The values behind the two ids: without them Ca and Cs tell nothing. */
function Tables({ ids }: { ids: string[] }) {
  const t = useDelphiText();
  const { data } = useQuery(delphiCoefficientsListOptions());
  const all = data ? [...data.basis, ...data.familiarity] : [];
  return all
    .filter((table) => ids.includes(table.id))
    .map((table) => (
      <Scroll key={table.id} label={`${t('tables')} ${table.id}`}>
        <Coefficients table={table} />
      </Scroll>
    ));
}
