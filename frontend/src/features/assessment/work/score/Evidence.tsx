import { useState } from 'react';
import type { MaterialView } from '@/api/gen';
import { bytes } from '@/shared/lib/format';
import { Seg, Value } from '@/shared/ui';
import { useTaskText } from '../../i18n/tasks';
import s from './score.module.css';

/** The outcome as handed in: facts and files, read only. */
export function Evidence({ material, taskId }: { material: MaterialView; taskId: string }) {
  const t = useTaskText();
  const [tab, setTab] = useState<'facts' | 'files'>('facts');
  return (
    <div className={`panel ${s.evidence}`}>
      <Seg
        name="material"
        label={t('material')}
        value={tab}
        onChange={setTab}
        options={[
          { value: 'facts', label: t('facts') },
          { value: 'files', label: `${t('files')} ${material.files.length}` },
        ]}
      />
      {/* Focusable, so that the pane can be scrolled by keyboard. */}
      {/* eslint-disable-next-line jsx-a11y-x/no-noninteractive-tabindex */}
      <div className={s.scroll} tabIndex={0} role="region" aria-label={t('material')} lang="zh-CN">
        {tab === 'facts' &&
          material.sections.map((section) => (
            <details key={section.key} open>
              <summary>{section.title}</summary>
              {section.facts.length === 0 && <Value value={null} />}
              <dl>
                {section.facts.map((fact, index) => (
                  <div key={fact.label + index}>
                    <dt>{fact.label}</dt>
                    <dd>
                      <Value value={fact.value} />
                    </dd>
                  </div>
                ))}
              </dl>
            </details>
          ))}
        {tab === 'files' && material.files.length === 0 && <p>{t('noFiles')}</p>}
        {tab === 'files' && (
          <ul className={s.files}>
            {material.files.map((file) => (
              <li key={file.id}>
                <a
                  href={`/api/v1/panel-tasks/${taskId}/files/${file.id}`}
                  aria-label={t('download', { name: file.name })}
                  download
                >
                  {file.name}
                </a>
                <small>
                  {file.kind} · {bytes(file.size)}
                </small>
              </li>
            ))}
          </ul>
        )}
      </div>
    </div>
  );
}
