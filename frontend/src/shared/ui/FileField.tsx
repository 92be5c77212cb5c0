import { useId, useState, type ClipboardEvent, type DragEvent } from 'react';
import { bytes } from '@/shared/lib/format';
import { Button } from './Button';
import { CopyText } from './Feedback';
import { CheckIcon, FileIcon, UpIcon, WarnIcon } from './icons';
import { Bar } from './Progress';
import { useUiText } from './text';
import type { StoredFile, UploadRequest } from './upload';
import { useUploads } from './useUploads';
import s from './FileField.module.css';

interface Props {
  label: string;
  files: readonly StoredFile[];
  /** Where the raw bytes go. */
  request: (file: File) => UploadRequest;
  onUploaded: (answer: unknown, file: File) => void;
  onRemove?: (file: StoredFile) => void;
  types?: readonly string[];
  maxBytes?: number;
  multiple?: boolean;
  disabled?: boolean;
  hint?: string;
}

const DEFAULT_MAX = 50 * 1024 * 1024;

/** Files by click, drop or paste; type and size are checked first, SHA-256 is shown after. */
export function FileField(props: Props) {
  const { label, files, request, onUploaded, onRemove, types = [], maxBytes = DEFAULT_MAX } = props;
  const { multiple = true, disabled, hint } = props;
  const t = useUiText();
  const id = useId();
  const [over, setOver] = useState(false);
  const queue = useUploads({ rules: { types, maxBytes }, request, onUploaded });
  const take = (list: FileList | null) => {
    if (!list || disabled) return;
    queue.add(multiple ? list : [...list].slice(0, 1));
  };
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    take(event.dataTransfer.files);
  };
  const paste = (event: ClipboardEvent) => {
    if (event.clipboardData.files.length > 0) take(event.clipboardData.files);
  };
  return (
    <div className={s.field}>
      {!disabled && (
        <div
          className={s.zone}
          data-over={over}
          onDragOver={(event) => {
            event.preventDefault();
            setOver(true);
          }}
          onDragLeave={() => setOver(false)}
          onDrop={drop}
          onPaste={paste}
        >
          <input
            id={id}
            className={s.input}
            type="file"
            multiple={multiple}
            accept={types.join(',') || undefined}
            aria-describedby={`${id}-limits`}
            onChange={(event) => {
              take(event.target.files);
              event.target.value = '';
            }}
          />
          <label htmlFor={id}>
            <UpIcon />
            <b>{label}</b>
            <span>{t('dropHere')}</span>
          </label>
          <small id={`${id}-limits`}>
            {[hint, types.join(' '), t('limits', { max: bytes(maxBytes) })]
              .filter(Boolean)
              .join(' · ')}
          </small>
        </div>
      )}
      <ul className={s.list} aria-label={label} aria-live="polite">
        {files.map((file) => (
          <li key={file.id} data-state="stored">
            <CheckIcon />
            <span className={s.name}>
              {file.url ? <a href={file.url}>{file.name}</a> : file.name}
              <small>
                {bytes(file.size)} · SHA-256{' '}
                <CopyText text={file.sha256}>{file.sha256.slice(0, 16)}…</CopyText>
              </small>
            </span>
            {onRemove && !disabled && (
              <Button
                kind="text"
                size="small"
                aria-label={`${t('remove')} ${file.name}`}
                onClick={() => onRemove(file)}
              >
                {t('remove')}
              </Button>
            )}
          </li>
        ))}
        {queue.jobs.map((job) => (
          <li key={job.key} data-state={job.state}>
            {job.state === 'waiting' ? <FileIcon /> : <WarnIcon />}
            <span className={s.name}>
              {job.file.name}
              <small>
                {job.fault === 'tooLarge' && t('tooLarge', { max: bytes(maxBytes) })}
                {job.fault === 'badType' && t('badType', { types: types.join(' ') })}
                {job.fault === 'emptyFile' && t('emptyFile')}
                {job.fault === 'hashMismatch' && t('hashMismatch')}
                {job.problem && `${t('uploadFailed')}：${job.problem.title}`}
                {!job.fault && !job.problem && (
                  <Bar
                    share={job.share}
                    label={t('uploading', { n: Math.round(job.share * 10) * 10 })}
                  />
                )}
              </small>
            </span>
            {job.state === 'failed' && (
              <Button size="small" onClick={() => queue.retry(job.key)}>
                {t('retry')}
              </Button>
            )}
            <Button kind="text" size="small" onClick={() => queue.cancel(job.key)}>
              {job.state === 'waiting' ? t('cancel') : t('remove')}
            </Button>
          </li>
        ))}
      </ul>
    </div>
  );
}
