import { useState } from 'react';
import type { FileCheckView, FileState } from '@/api/gen';
import { date, number } from '@/shared/lib/format';
import { CopyText, DescriptionGrid, FileField, PageHeader, Tag, type Tone } from '@/shared/ui';
import { useProceedingsText } from '../i18n/proceedings';
import s from './proceedings/proceedings.module.css';

const TONES: Record<FileState, Tone> = {
  same: 'good',
  changed: 'seal',
  missing: 'seal',
  added: 'ochre',
};
const TYPES = ['.zip', '.json', '.pdf', '.docx'];

/** Is a downloaded file what the platform issued, and where does it differ (clause 5.1.2.3.7)? */
export default function FileCheckPage() {
  const t = useProceedingsText();
  const [found, setFound] = useState<FileCheckView | null>(null);
  return (
    <>
      <PageHeader title={t('check')} subtitle={t('checkLead')} />
      <div className={s.stack}>
        <section className="panel" aria-label={t('chooseFile')}>
          <FileField
            label={t('chooseFile')}
            files={[]}
            multiple={false}
            types={TYPES}
            request={() => ({ url: '/api/v1/evaluation-files/check' })}
            onUploaded={(answer) => setFound(answer as FileCheckView)}
          />
          <small className={s.quiet}>{t('console')}</small>
        </section>
        {found && <Found found={found} />}
      </div>
    </>
  );
}

function Found({ found }: { found: FileCheckView }) {
  const t = useProceedingsText();
  return (
    <section className="panel" aria-labelledby="found" aria-live="polite">
      <div className={s.head}>
        <h2 id="found">{found.name}</h2>
        <Tag tone={found.ok ? 'good' : 'seal'} icon>
          {t(found.ok ? 'ok' : 'notOk')}
        </Tag>
      </div>
      <p>{found.verdict}</p>
      <DescriptionGrid
        items={[
          { label: t('kind'), value: found.kind_label },
          found.number ? { label: t('number'), value: found.number } : null,
          found.issued_on ? { label: t('issuedOn'), value: date(found.issued_on) } : null,
          { label: 'SHA-256', value: <CopyText text={found.sha256} />, wide: true },
        ]}
      />
      {found.members.length > 0 && (
        <>
          <h3>{t('members')}</h3>
          <ul className={s.members} aria-label={t('members')}>
            {found.members.map((member) => (
              <li key={member.name}>
                <span>{member.name}</span>
                <Tag tone={TONES[member.state]} icon>
                  {member.state_label}
                </Tag>
                {member.state !== 'same' && <small>{member.found || member.listed}</small>}
              </li>
            ))}
          </ul>
        </>
      )}
      {found.capsule && (
        <>
          <h3>{t('capsule')}</h3>
          {found.capsule.ok ? (
            <p>
              {t('capsuleOk', {
                n: found.capsule.figures,
                total: number(found.capsule.total ?? 0, 4),
              })}
            </p>
          ) : (
            <>
              <p className={s.wrong}>{t('capsuleOff')}</p>
              <ul className={s.lines}>
                {found.capsule.lines.map((line) => (
                  <li key={line}>{line}</li>
                ))}
              </ul>
            </>
          )}
        </>
      )}
    </section>
  );
}
