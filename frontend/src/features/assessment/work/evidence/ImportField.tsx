import { Button } from 'antd';
import { useState } from 'react';
import type { EvidenceBaseView, ImportedView } from '@/api/gen';
import { FileField, Notice } from '@/shared/ui';
import { useEvidenceText } from '../../i18n/evidence';
import { templateCsv } from './figures';
import { useBase } from './useBase';
import s from './evidence.module.css';

interface Props {
  base: EvidenceBaseView;
  what: 'figures' | 'bibtex' | 'patents';
  label: string;
  /** Offers a table to fill in. */
  template?: 'figures' | 'patents';
}

const TABLE = ['.csv', '.xlsx', '.txt'];

function download(name: string, text: string): void {
  const address = URL.createObjectURL(new Blob([text], { type: 'text/csv' }));
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  URL.revokeObjectURL(address);
}

/** Takes a file line by line: what is right comes in, what is wrong is named. */
export function ImportField({ base, what, label, template }: Props) {
  const t = useEvidenceText();
  const { url, put } = useBase(base);
  const [done, setDone] = useState<ImportedView | null>(null);
  const take = (answer: unknown) => {
    const imported = answer as ImportedView;
    setDone(imported);
    put(imported.base);
  };
  return (
    <section className={`panel ${s.imports}`} aria-label={label}>
      <FileField
        label={label}
        files={[]}
        request={() => ({ url: `${url}/imports?what=${what}` })}
        onUploaded={take}
        types={what === 'bibtex' ? ['.bib', '.txt'] : TABLE}
        multiple={false}
        maxBytes={10 * 1024 * 1024}
      />
      {template && (
        <span>
          <Button size="small" onClick={() => download(`${template}.csv`, templateCsv(template))}>
            {t('template')}
          </Button>
        </span>
      )}
      {done && (
        <Notice tone={done.faults.length > 0 ? 'warn' : 'good'}>
          {t('imported', { n: done.added, skipped: done.skipped })}
          {done.faults.length > 0 && (
            <>
              <br />
              <b>{t('faults', { n: done.faults.length })}</b>
              <ul className={s.bullets}>
                {done.faults.map((fault) => (
                  <li key={`${fault.line}${fault.message}`}>
                    {t('faultLine', { line: fault.line, why: fault.message })}
                  </li>
                ))}
              </ul>
            </>
          )}
        </Notice>
      )}
    </section>
  );
}
