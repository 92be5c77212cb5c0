import type { CitedFile, ContributionView, ResultLeaf } from '@/api/gen';
import { Bar, Tag } from '@/shared/ui';
import { useResultText } from '../../i18n/result';
import { chainOf, four, one, productOf, three, TRIM_FROM } from './figures';
import s from './result.module.css';

interface Props {
  leaf: ResultLeaf;
  whole: boolean;
  fileHref: (fileId: string) => string;
}

/** One leaf; opened it shows product, weight chain with matrices, statistics, files, sheets. */
export function Leaf({ leaf, whole, fileHref }: Props) {
  const t = useResultText();
  return (
    <details id={`leaf-${leaf.code}`}>
      <summary className={s.row}>
        <span>{leaf.name}</span>
        <span className="num">{four(leaf.weight)}</span>
        <span className="num">{leaf.withheld ? t('withheld') : one(leaf.score)}</span>
        <span className="num">{one(leaf.contribution)}</span>
      </summary>
      <div className={s.opened}>
        <dl className={s.chain}>
          <div>
            <dt>{t('contribution')}</dt>
            <dd className="num">{productOf(leaf)}</dd>
          </div>
          <div>
            <dt>{t('weightChain')}</dt>
            <dd>
              <span className="num">{chainOf(leaf.path, leaf.weight)}</span>
              <ul className={s.matrices}>
                {leaf.path.map((step) => (
                  <li key={step.code}>
                    {step.name} <b className="num">{four(step.weight)}</b>：
                    {t('matrixOf', { node: step.node, cr: three(step.cr) })}{' '}
                    <Tag tone={step.passed ? 'good' : 'seal'} icon>
                      {t(step.passed ? 'crPassed' : 'crFailed')}
                    </Tag>
                  </li>
                ))}
              </ul>
            </dd>
          </div>
          <div>
            <dt>{t('scoreFrom')}</dt>
            <dd>
              <Statistics leaf={leaf} />
            </dd>
          </div>
          {!leaf.withheld && (
            <div>
              <dt>{t('evidence')}</dt>
              <dd>
                {leaf.evidence.length === 0 ? (
                  <span className={s.quiet}>{t('noEvidence')}</span>
                ) : (
                  <Files files={leaf.evidence} fileHref={fileHref} />
                )}
              </dd>
            </div>
          )}
        </dl>
        {whole && <Sheets leaf={leaf} fileHref={fileHref} />}
      </div>
    </details>
  );
}

function Statistics({ leaf }: { leaf: ResultLeaf }) {
  const t = useResultText();
  if (leaf.withheld) return <>{`n = ${leaf.n}。${t('withheldWhy')}`}</>;
  return (
    <>
      <p>
        {t(leaf.n >= TRIM_FROM ? 'official' : 'officialMean', { n: leaf.n })}
        {leaf.abstentions > 0 && ` · ${t('abstentions', { n: leaf.abstentions })}`}
      </p>
      <p className="num">
        {t('stats', { mean: one(leaf.mean), trimmed: one(leaf.trimmed), sd: one(leaf.sd) })}
        {leaf.low != null && ` · ${t('range', { low: one(leaf.low), high: one(leaf.high) })}`}
      </p>
      {leaf.flagged && <p>{t('flagged')}</p>}
    </>
  );
}

function Files({ files, fileHref }: { files: CitedFile[]; fileHref: Props['fileHref'] }) {
  return (
    <ul className={s.files}>
      {files.map((file) => (
        <li key={file.id}>
          <a href={fileHref(file.id)} download>
            {file.name}
          </a>
        </li>
      ))}
    </ul>
  );
}

function Sheets({ leaf, fileHref }: { leaf: ResultLeaf; fileHref: Props['fileHref'] }) {
  const t = useResultText();
  return (
    <div>
      <h3>{t('sheets')}</h3>
      <ul className={s.sheets} aria-label={`${leaf.name} ${t('sheets')}`}>
        {leaf.contributions.map((item) => (
          <Sheet key={item.pseudonym} item={item} fileHref={fileHref} />
        ))}
      </ul>
    </div>
  );
}

function Sheet({ item, fileHref }: { item: ContributionView; fileHref: Props['fileHref'] }) {
  const t = useResultText();
  return (
    <li>
      <div className={s.sheetHead}>
        <b>{item.pseudonym}</b>
        <Tag>{item.category_label}</Tag>
        {item.value == null ? (
          <em>{t('abstained', { why: item.abstain_reason })}</em>
        ) : (
          <>
            <b className="num">{one(item.value)}</b>
            <Bar share={item.value / 100} label={`${item.pseudonym} ${one(item.value)}`} />
          </>
        )}
      </div>
      {item.comment ? (
        <p lang="zh-CN">{item.comment}</p>
      ) : (
        item.value != null && <p className={s.quiet}>{t('noComment')}</p>
      )}
      {item.evidence.length > 0 && <Files files={item.evidence} fileHref={fileHref} />}
      {item.answers.length > 0 && (
        <details className={s.answers}>
          <summary>{t('answers')}</summary>
          <dl lang="zh-CN">
            {item.answers.map((answer) => (
              <div key={answer.question}>
                <dt>{answer.question}</dt>
                <dd>{answer.answer}</dd>
              </div>
            ))}
          </dl>
        </details>
      )}
    </li>
  );
}
