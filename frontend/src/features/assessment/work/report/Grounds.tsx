import type { LeafFindingView } from '@/api/gen';
import { Notice } from '@/shared/ui';
import { useReportText } from '../../i18n/report';
import { FileAt } from '../evidence/FileAt';
import s from './report.module.css';

interface Props {
  findings: LeafFindingView[];
  filesPath: string;
}

/** Answers and evidence leaf by leaf, with files that open and what does not fit (5.1.2.1). */
export function Grounds({ findings, filesPath }: Props) {
  const t = useReportText();
  if (findings.length === 0) return null;
  return (
    <div>
      <h3>{t('findings')}</h3>
      <p className={s.small}>{t('findingsHint')}</p>
      {findings.map((leaf) => (
        <details key={leaf.code} className={s.finding} open={leaf.warnings.length > 0}>
          <summary>
            <b>
              {leaf.code} {leaf.name}
            </b>{' '}
            <small>{leaf.clause}</small>
          </summary>
          {leaf.warnings.length > 0 && (
            <Notice tone="warn">
              <ul>
                {leaf.warnings.map((line) => (
                  <li key={line}>{line}</li>
                ))}
              </ul>
            </Notice>
          )}
          <dl className={s.facts}>
            {leaf.facts.map((fact, index) => (
              <div key={fact.label + index}>
                <dt>{fact.label}</dt>
                <dd>{fact.value}</dd>
              </div>
            ))}
          </dl>
          {leaf.files.length > 0 && (
            <p className={s.links}>
              {t('evidenceFiles')}
              {leaf.files.map((file) => (
                <FileAt
                  key={file.file_id + file.page}
                  url={`${filesPath}/${file.file_id}`}
                  name={file.name}
                  page={file.page}
                />
              ))}
            </p>
          )}
        </details>
      ))}
    </div>
  );
}
