import { useLibraryText } from '../i18n';
import s from './Seal.module.css';

const TONES: Readonly<Record<string, string>> = {
  重点转化: 'first',
  优先转化: 'second',
  可培育: 'third',
};

/** Grade of the assessment as a seal, with the total below. */
export function Seal({ grade, total }: { grade: string; total: number | null }) {
  const t = useLibraryText();
  return (
    <span className={s.box}>
      <span
        className={`${s.seal} serif`}
        data-tone={TONES[grade] ?? ''}
        data-short={grade.length === 3}
        role="img"
        lang="zh-CN"
        aria-label={t('gradeOf', { grade: grade || '—', total: total?.toFixed(1) ?? '—' })}
      >
        <span aria-hidden>{grade || '—'}</span>
      </span>
      {total !== null && (
        <b className="num" aria-hidden>
          {total.toFixed(1)}
        </b>
      )}
      <small aria-hidden>{t('assessed')}</small>
    </span>
  );
}
