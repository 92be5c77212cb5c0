import { useState } from 'react';
import type { EvidenceFacts, MaterialView } from '@/api/gen';
import { bytes, number } from '@/shared/lib/format';
import { Scroll, Seg, Value } from '@/shared/ui';
import { useTaskText } from '../../i18n/tasks';
import { Where } from '../evidence/Where';
import s from './score.module.css';

interface Props {
  material: MaterialView;
  facts: EvidenceFacts;
  taskId: string;
}

/** The outcome as handed in: facts and files, read only. */
export function Evidence({ material, facts, taskId }: Props) {
  const t = useTaskText();
  const [tab, setTab] = useState<'facts' | 'files' | 'base'>('facts');
  const filesPath = `/api/v1/panel-tasks/${taskId}/files`;
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
          { value: 'base', label: `${t('base')} ${facts.figures.length}` },
        ]}
      />
      <Scroll label={t('material')} className={s.scroll} lang="zh-CN">
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
        {tab === 'base' && facts.figures.length === 0 && <p>{t('noBase')}</p>}
        {tab === 'base' && (
          <ul className={s.files}>
            {facts.figures.map((figure, index) => (
              <li key={figure.name + index}>
                <b>{figure.name}</b>{' '}
                <span className="num">
                  {number(figure.value, 4)} {figure.unit}
                </span>
                <small>{figure.leaf && `${figure.leaf} ${figure.leaf_name}`}</small>
                <Where from={figure} filesPath={filesPath} />
              </li>
            ))}
          </ul>
        )}
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
      </Scroll>
    </div>
  );
}
