import type { MaturityView } from '@/api/gen';
import { CheckIcon, TrlMeter, WarnIcon } from '@/shared/ui';
import { useResultText } from '../../i18n/result';
import s from './result.module.css';

interface Props {
  maturity: MaturityView;
  fileHref: (fileId: string) => string;
}

/** The level, the proofs it rests on with their files, and what the next level lacks. */
export function MaturityCard({ maturity, fileHref }: Props) {
  const t = useResultText();
  const shown = maturity.levels.filter((level) => level.level <= maturity.level + 1);
  return (
    <section id="maturity" className="panel" aria-labelledby="maturity-title">
      <div className={s.head}>
        <h2 id="maturity-title">{t('maturity')}</h2>
        <TrlMeter level={maturity.level || null} stage={maturity.stage_label} />
      </div>
      <p>
        {maturity.level
          ? t('maturityNow', {
              n: maturity.level,
              name: maturity.label,
              stage: maturity.stage_label,
            })
          : t('maturityNone')}{' '}
        <span className={s.quiet}>{t('maturityScale', { name: maturity.scale_name })}</span>
      </p>
      {maturity.components.length > 1 && (
        <p>
          {t('maturityParts', {
            parts: maturity.components
              .map(({ name, level, essential }) =>
                essential ? `${name} TRL ${level}` : `(${name} TRL ${level})`,
              )
              .join('；'),
          })}
        </p>
      )}
      {maturity.missing.length > 0 && (
        <p>{t('next', { n: maturity.level + 1, what: maturity.missing.join('、') })}</p>
      )}
      <ol className={s.levels}>
        {shown.map((level) => (
          <li key={level.level} data-on={level.level <= maturity.level}>
            <b>
              TRL {level.level} {level.label}
            </b>
            <ul>
              {level.evidence.map((item) => (
                <li key={item.code} data-missing={!item.on_file}>
                  {item.on_file ? <CheckIcon /> : <WarnIcon />}
                  <span>
                    {item.label}
                    <small>
                      {item.on_file ? t('onFile') : t('notOnFile')}
                      {item.file_id && (
                        <>
                          {' · '}
                          <a href={fileHref(item.file_id)} download>
                            {item.file_name}
                          </a>
                        </>
                      )}
                      {item.note && ` · ${item.note}`}
                    </small>
                  </span>
                </li>
              ))}
            </ul>
          </li>
        ))}
      </ol>
    </section>
  );
}
