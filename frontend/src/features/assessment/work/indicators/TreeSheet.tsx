import type { IndicatorView } from '@/api/gen';
import { Tag } from '@/shared/ui';
import { useIndicatorText } from '../../i18n/indicators';
import s from './indicators.module.css';

/** One dimension with its leaves: definition, anchors, questions; the same on paper. */
export function Dimension({ node }: { node: IndicatorView }) {
  const t = useIndicatorText();
  return (
    <section className={`panel ${s.dimension}`} aria-labelledby={`dim-${node.code}`}>
      <h2 id={`dim-${node.code}`}>
        {node.code} {node.name}
        {node.clause && <small>{t('clause', { no: node.clause })}</small>}
      </h2>
      <p className={s.definition}>{node.definition}</p>
      <Below node={node} />
    </section>
  );
}

function Below({ node }: { node: IndicatorView }) {
  if (node.children.length === 0) return <Leaf leaf={node} />;
  return node.children.map((child) =>
    child.children.length > 0 ? (
      <div key={child.code} className={s.group}>
        <h3>
          {child.code} {child.name}
        </h3>
        <Below node={child} />
      </div>
    ) : (
      <Leaf key={child.code} leaf={child} />
    ),
  );
}

const KINDS = ['text', 'score', 'number', 'money', 'yes_no', 'old_new', 'choice', 'list'] as const;
const JUDGES = ['clinical', 'engineering', 'investment'] as const;
type Kind = (typeof KINDS)[number];
type Judge = (typeof JUDGES)[number];

function Leaf({ leaf }: { leaf: IndicatorView }) {
  const t = useIndicatorText();
  const kind = (code: string) => (KINDS.includes(code as Kind) ? t(code as Kind) : code);
  const judge = (code: string) => (JUDGES.includes(code as Judge) ? t(code as Judge) : code);
  return (
    <article className={s.leaf} aria-labelledby={`leaf-${leaf.code}`}>
      <header>
        <h3 id={`leaf-${leaf.code}`}>
          {leaf.code} {leaf.name}
        </h3>
        {leaf.clause && <small>{t('clause', { no: leaf.clause })}</small>}
        {leaf.data_driven && (
          <Tag tone="indigo" title={t('measuredHint')}>
            {t('measured')}
          </Tag>
        )}
      </header>
      <p className={s.definition}>{leaf.definition}</p>
      <div className={s.columns}>
        <table>
          <caption>{t('anchors')}</caption>
          <thead className="vh">
            <tr>
              <th scope="col">{t('points')}</th>
              <th scope="col">{t('meaning')}</th>
            </tr>
          </thead>
          <tbody>
            {leaf.anchors.map((anchor) => (
              <tr key={anchor.score}>
                <th scope="row" className="num">
                  {anchor.score}
                </th>
                <td>{anchor.text}</td>
              </tr>
            ))}
          </tbody>
        </table>
        <dl>
          {leaf.questions.length > 0 && (
            <div>
              <dt>{t('questions')}</dt>
              {leaf.questions.map((question) => (
                <dd key={question.code}>
                  {question.text}
                  <small>
                    {[kind(question.kind), question.unit, question.options.join(' / ')]
                      .filter(Boolean)
                      .join(' · ')}
                  </small>
                </dd>
              ))}
            </div>
          )}
          {leaf.evidence.length > 0 && (
            <div>
              <dt>{t('evidence')}</dt>
              <dd>{leaf.evidence.join('、')}</dd>
            </div>
          )}
          <div>
            <dt>{t('judges')}</dt>
            <dd>{leaf.categories.map(judge).join('、') || t('everyone')}</dd>
          </div>
        </dl>
      </div>
    </article>
  );
}
