import { Button, Input, Select } from 'antd';
import { useState } from 'react';
import { api } from '@/api/client';
import type { BatchItemView, MaterialEntryView, MaterialLineView } from '@/api/gen';
import { dateTime } from '@/shared/lib/format';
import { FileField, ProblemAlert, Tag } from '@/shared/ui';
import { useFixedName } from '../../../fixedNames';
import { useInstitutionText } from '../../../i18n/institution';
import { FileAt } from '../../evidence/FileAt';
import s from './item.module.css';

interface Props {
  item: BatchItemView;
  line: MaterialLineView;
  onChange: (next: BatchItemView) => void;
}

type Way = 'upload' | 'use' | 'waive';
const TYPES = ['.pdf', '.docx', '.xlsx', '.pptx', '.jpg', '.png', '.csv', '.txt', '.zip'];

/** One line of the checklist: what would do, what is there, three ways to fill it. */
export function Line({ item, line, onChange }: Props) {
  const t = useInstitutionText();
  const named = useFixedName();
  const label = named(line.label);
  const [way, setWay] = useState<Way | null>(null);
  const [error, setError] = useState<unknown>(null);
  const url = `/api/v1/batch-items/${item.id}`;
  const run = async (call: Promise<BatchItemView>) => {
    setError(null);
    try {
      onChange(await call);
      setWay(null);
    } catch (problem) {
      setError(problem);
    }
  };
  const file = (body: { file_id?: string; waived?: boolean; note?: string }) =>
    run(api.put<BatchItemView>(`${url}/materials/${line.code}`, body, { version: item.version }));
  const remove = (entry: MaterialEntryView) =>
    run(api.delete<BatchItemView>(`${url}/materials/${entry.id}`, { version: item.version }));
  const toggle = (next: Way) => setWay(way === next ? null : next);
  return (
    <li id={`line-${line.code}`} data-done={line.done} data-returned={Boolean(line.returned)}>
      <div className={s.head}>
        <b>{label}</b>
        <code>{line.code}</code>
        {!line.may_waive && <Tag tone="indigo">{t('mandatory')}</Tag>}
        <Tag tone={line.done ? 'good' : 'ochre'} icon>
          {t(line.done ? 'done' : 'open')}
        </Tag>
        {line.proofs.length > 0 && (
          <small>{t('proofs', { list: line.proofs.map(named).join(t('and')) })}</small>
        )}
      </div>
      {line.returned && <p className={s.returned}>{t('returned', { why: line.returned })}</p>}
      <ul className={s.entries}>
        {line.entries.map((entry) => (
          <Entry
            key={entry.id}
            entry={entry}
            url={`/api/v1/outcomes/${item.outcome_id}/attachments/${entry.file_id ?? ''}`}
            onRemove={item.editable ? () => void remove(entry) : undefined}
          />
        ))}
      </ul>
      {item.editable && (
        <div className={s.ways}>
          <Button size="small" aria-expanded={way === 'upload'} onClick={() => toggle('upload')}>
            {t('upload')}
          </Button>
          {item.files.length > 0 && (
            <Button size="small" aria-expanded={way === 'use'} onClick={() => toggle('use')}>
              {t('useFile')}
            </Button>
          )}
          {line.may_waive && (
            <Button size="small" aria-expanded={way === 'waive'} onClick={() => toggle('waive')}>
              {t('waive')}
            </Button>
          )}
        </div>
      )}
      {way === 'upload' && (
        <FileField
          label={t('uploadFor', { name: label })}
          files={[]}
          request={() => ({ url: `${url}/attachments?code=${line.code}` })}
          onUploaded={(answer) => onChange(answer as BatchItemView)}
          types={TYPES}
        />
      )}
      {way === 'use' && <Pick item={item} onPick={(file_id) => void file({ file_id })} />}
      {way === 'waive' && (
        <Waive name={label} onWaive={(note) => void file({ waived: true, note })} />
      )}
      <ProblemAlert error={error} />
    </li>
  );
}

function Entry({
  entry,
  url,
  onRemove,
}: {
  entry: MaterialEntryView;
  url: string;
  onRemove?: () => void;
}) {
  const t = useInstitutionText();
  return (
    <li>
      {entry.waived ? (
        <span>{t('waived', { why: entry.note })}</span>
      ) : (
        <FileAt url={url} name={entry.file_name} />
      )}
      {entry.returned && <Tag tone="seal">{t('returnedBefore')}</Tag>}
      <small className="num">
        {t('filedBy', { who: entry.filed_by_name, at: dateTime(entry.filed_at) })}
        {!entry.waived && entry.note && ` · ${entry.note}`}
      </small>
      {onRemove && (
        <Button
          type="text"
          size="small"
          aria-label={t('removeEntry', { name: entry.file_name || t('waive') })}
          onClick={onRemove}
        >
          {t('remove')}
        </Button>
      )}
    </li>
  );
}

function Pick({ item, onPick }: { item: BatchItemView; onPick: (id: string) => void }) {
  const t = useInstitutionText();
  const [chosen, setChosen] = useState<string>();
  return (
    <div className={s.inline}>
      <Select
        showSearch
        optionFilterProp="label"
        aria-label={t('pickFile')}
        placeholder={t('pickFile')}
        value={chosen}
        options={item.files.map((file) => ({
          value: file.id,
          label: `${file.name}（${file.kind}）`,
        }))}
        onChange={setChosen}
      />
      <Button type="primary" disabled={!chosen} onClick={() => chosen && onPick(chosen)}>
        {t('use')}
      </Button>
    </div>
  );
}

function Waive({ name, onWaive }: { name: string; onWaive: (note: string) => void }) {
  const t = useInstitutionText();
  const [note, setNote] = useState('');
  return (
    <label className={s.waive}>
      <span>{t('waiveTitle', { name })}</span>
      <span className={s.inline}>
        <Input maxLength={500} value={note} onChange={(event) => setNote(event.target.value)} />
        <Button type="primary" disabled={!note.trim()} onClick={() => onWaive(note.trim())}>
          {t('save')}
        </Button>
      </span>
      <small>{t('waiveHint')}</small>
    </label>
  );
}
