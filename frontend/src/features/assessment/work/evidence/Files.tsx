import { Select } from 'antd';
import { useState } from 'react';
import { useTermOptions } from '@/api/taxonomy';
import type { EvidenceBaseView } from '@/api/gen';
import { EmptyState, FileField, Tag } from '@/shared/ui';
import { useEvidenceText } from '../../i18n/evidence';
import { useProjectText } from '../../i18n/project';
import { FileAt } from './FileAt';
import { useBase } from './useBase';
import s from './evidence.module.css';

/** The outcome's files, which figures and comparisons can name. */
export function Files({ base, filesPath }: { base: EvidenceBaseView; filesPath: string }) {
  const e = useEvidenceText();
  const t = useProjectText();
  const { url, put } = useBase(base);
  const kinds = useTermOptions('attachment_kind');
  const [kind, setKind] = useState('clinical');
  return (
    <section className="panel" aria-labelledby="files">
      <h2 id="files">{e('tabFiles')}</h2>
      <p className={s.hint}>{t('filesHint')}</p>
      {base.files.length === 0 && <EmptyState plain title={t('noFiles')} />}
      <ul className={s.prefills}>
        {base.files.map((file) => (
          <li key={file.id}>
            <FileAt url={`${filesPath}/${file.id}`} name={file.name} />
            <Tag>{file.kind}</Tag>
          </li>
        ))}
      </ul>
      {base.editable && (
        <>
          <div className={s.tools}>
            <Select
              aria-label={t('fileKind')}
              style={{ minWidth: 200 }}
              value={kind}
              options={kinds}
              onChange={setKind}
            />
          </div>
          <FileField
            label={t('upload')}
            files={[]}
            request={() => ({ url: `${url}/attachments?kind=${kind}` })}
            onUploaded={(answer) => put(answer as EvidenceBaseView)}
            types={['.pdf', '.docx', '.xlsx', '.pptx', '.jpg', '.png', '.csv', '.txt', '.zip']}
          />
        </>
      )}
    </section>
  );
}
