import type { CompareNode, MatrixView, WeightView } from '@/api/gen';
import { useAhpText } from '../../i18n/ahp';
import { cell } from './judgements';
import s from './ahp.module.css';

const percent = (value: number) => `${(value * 100).toFixed(1)}%`;

/** Weights as bars, heaviest first. */
export function WeightBars({ items }: { items: WeightView[] }) {
  const most = Math.max(...items.map((item) => item.weight), 1e-9);
  return (
    <ol className={s.bars}>
      {[...items]
        .sort((a, b) => b.weight - a.weight)
        .map((item) => (
          <li key={item.code}>
            <span>{item.name}</span>
            <i aria-hidden>
              <u style={{ inlineSize: `${(item.weight / most) * 100}%` }} />
            </i>
            <b className="num">{percent(item.weight)}</b>
          </li>
        ))}
    </ol>
  );
}

interface Props {
  found: MatrixView;
  node: CompareNode;
  upper: (string | null)[];
}

/** Weights of the level in hand, and its matrix. */
export function Weights({ found, node, upper }: Props) {
  const t = useAhpText();
  const n = node.items.length;
  return (
    <section className="panel" aria-labelledby="weights">
      <h2 id="weights">{t('weights')}</h2>
      {found.items.length > 0 ? (
        <WeightBars items={found.items} />
      ) : (
        <p className={s.note}>{found.note}</p>
      )}
      <details>
        <summary>{t('matrix')}</summary>
        <div className={s.matrix}>
          <table>
            <caption className="vh">{t('matrix')}</caption>
            <thead>
              <tr>
                <td />
                {node.items.map((item) => (
                  <th scope="col" key={item.code}>
                    {item.name.slice(0, 4)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {node.items.map((item, row) => (
                <tr key={item.code}>
                  <th scope="row">{item.name.slice(0, 4)}</th>
                  {node.items.map((other, column) => (
                    <td key={other.code} className="num">
                      {cell(upper, n, row, column)}
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </details>
    </section>
  );
}

/** Weights of all leaves once every level has weights. */
export function Leaves({ leaves }: { leaves: WeightView[] }) {
  const t = useAhpText();
  return (
    <section className="panel" aria-labelledby="leaves">
      <details>
        <summary id="leaves">{t('leaves')}</summary>
        {leaves.length > 0 ? (
          <WeightBars items={leaves} />
        ) : (
          <p className={s.note}>{t('leavesPending')}</p>
        )}
      </details>
    </section>
  );
}
