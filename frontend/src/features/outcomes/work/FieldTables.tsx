import type { OutcomeView } from '@/api/gen';
import { bytes, date } from '@/shared/lib/format';
import { CopyText, Tag, Value } from '@/shared/ui';
import { useOutcomeText } from '../i18n';
import s from './outcomes.module.css';

export function Parameters({ outcome }: { outcome: OutcomeView }) {
  const t = useOutcomeText();
  if (outcome.parameters.length === 0) return <Value value={null} />;
  return (
    <table className={`${s.table} ${s.stack}`}>
      <thead>
        <tr>
          {(['pName', 'pValue', 'pMethod', 'pSample', 'pEvidence'] as const).map((key) => (
            <th key={key} scope="col">
              {t(key)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {outcome.parameters.map((row, index) => (
          <tr key={index}>
            <td data-label={t('pName')}>{row.name}</td>
            <td className="num" data-label={t('pValue')}>
              {row.value} {row.unit}
            </td>
            <td data-label={t('pMethod')}>
              <Value value={row.method} />
            </td>
            <td data-label={t('pSample')}>
              <Value value={row.sample} />
            </td>
            <td data-label={t('pEvidence')}>
              <Value value={row.evidence} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

export function Cases({ outcome }: { outcome: OutcomeView }) {
  const t = useOutcomeText();
  if (outcome.cases.length === 0) return <Value value={null} />;
  return (
    <ul className={s.list}>
      {outcome.cases.map((row, index) => (
        <li key={index}>
          <b>{[row.place, row.period, row.numbers].filter(Boolean).join(' · ')}</b>{' '}
          {!row.proven && <Tag tone="ochre">{t('unproven')}</Tag>}
          <p className={s.pre}>{row.effect}</p>
          {row.proof && <small className={s.muted}>{row.proof}</small>}
        </li>
      ))}
    </ul>
  );
}

export function Rights({ outcome }: { outcome: OutcomeView }) {
  const t = useOutcomeText();
  if (outcome.ip_rights.length === 0) return <Value value={null} />;
  return (
    <ul className={s.list}>
      {outcome.ip_rights.map((right) => (
        <li key={right.id}>
          <b>{right.name_label}</b> {right.title}{' '}
          <span className="num">
            {[right.number, right.application_number].filter(Boolean).join(' · ')}
          </span>{' '}
          <Tag tone={right.state === 'granted' ? 'good' : 'grey'}>{right.state_label}</Tag>{' '}
          {right.check_ok === false && (
            <Tag tone="seal" icon>
              {t('checkFailed')}
            </Tag>
          )}
          {right.check_ok && <Tag>{t('checkLevel', { level: right.check_level })}</Tag>}
          <small className={s.muted} style={{ display: 'block' }}>
            {[
              right.state_text,
              right.owner && `${t('rOwner')} ${right.owner}`,
              right.inventors.length > 0 && `${t('rInventors')} ${right.inventors.join('、')}`,
              right.filing_date && `${t('rFiling')} ${date(right.filing_date)}`,
              right.expiry_date && `${t('rExpiry')} ${date(right.expiry_date)}`,
              right.scope,
              right.check_note,
              right.note,
            ]
              .filter(Boolean)
              .join(' · ')}
          </small>
        </li>
      ))}
    </ul>
  );
}

export function Files({ outcome }: { outcome: OutcomeView }) {
  const t = useOutcomeText();
  if (outcome.attachments.length === 0) return <p className={s.muted}>{t('noAttachments')}</p>;
  return (
    <ul className={s.list}>
      {outcome.attachments.map((file) => (
        <li key={file.id}>
          {file.may_open ? (
            <a href={`/api/v1/outcomes/${outcome.id}/attachments/${file.id}`}>{file.name}</a>
          ) : (
            <span>
              {file.name} <Tag tone="ochre">{t('mayNotOpen')}</Tag>
            </span>
          )}{' '}
          {file.confidential && <Tag tone="seal">{t('confidentialFile')}</Tag>}
          <small className={s.muted} style={{ display: 'block' }}>
            {file.kind_label} · {bytes(file.size)} · SHA-256{' '}
            <CopyText text={file.sha256}>{file.sha256.slice(0, 16)}…</CopyText>
          </small>
        </li>
      ))}
    </ul>
  );
}
