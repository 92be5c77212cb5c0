import type { CoefficientTableView } from '@/api/gen';
import { useDelphiText } from '../../i18n/delphi';
import s from './delphi.module.css';

/** A coefficient table with its values, as they are kept under its id and version. */
export function Coefficients({ table }: { table: CoefficientTableView }) {
  const t = useDelphiText();
  const levels = table.rows[0]?.levels ?? [];
  return (
    <table className={s.coefficients} lang="zh-CN">
      <caption>{table.label}</caption>
      <thead>
        <tr>
          <th scope="col">{t('level')}</th>
          {levels.map((level) => (
            <th scope="col" key={level.label}>
              {level.label}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {table.rows.map((row) => (
          <tr key={row.label}>
            <th scope="row">{row.label || table.label}</th>
            {row.levels.map((level) => (
              <td key={level.label} className="num">
                {level.value.toFixed(1)}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
