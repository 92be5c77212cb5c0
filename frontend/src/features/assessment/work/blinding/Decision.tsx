import { App, Button, Checkbox, Form, Input } from 'antd';
import { useState } from 'react';
import { api } from '@/api/client';
import type { BlindCheckView, BlindFileView } from '@/api/gen';
import { bytes } from '@/shared/lib/format';
import { ProblemAlert, Tag } from '@/shared/ui';
import { useProblemForm } from '@/shared/work';
import { useBlindText } from '../../i18n/blinding';
import { Hits } from './Hits';
import s from './blinding.module.css';

interface Props {
  id: string;
  check: BlindCheckView;
  onChange: (next: BlindCheckView) => void;
}

/** File by file: what stands in it, and whether the experts get it; one reason for all. */
export function Decision({ id, check, onChange }: Props) {
  const t = useBlindText();
  const { message } = App.useApp();
  const { form, rest, show } = useProblemForm<{ reason: string }>();
  const [busy, setBusy] = useState(false);
  const [shown, setShown] = useState(
    () => new Set(check.files.filter((file) => file.shown && file.cleanable).map(({ id }) => id)),
  );
  const toggle = (file: string) => {
    const next = new Set(shown);
    if (!next.delete(file)) next.add(file);
    setShown(next);
  };
  const save = async ({ reason }: { reason: string }) => {
    show(null);
    setBusy(true);
    try {
      onChange(
        await api.put<BlindCheckView>(
          `/api/v1/assessments/${id}/blinding`,
          { basis: check.basis, shown: [...shown], reason },
          { version: check.version },
        ),
      );
      void message.success(t('saved'));
    } catch (problem) {
      show(problem);
    } finally {
      setBusy(false);
    }
  };
  return (
    <section className="panel" aria-labelledby="files">
      <h2 id="files">{t('files', { n: check.files.length })}</h2>
      {check.files.length === 0 && <p>{t('noFiles')}</p>}
      <ul className={s.files}>
        {check.files.map((file) => (
          <File
            key={file.id}
            file={file}
            shown={shown.has(file.id)}
            editable={check.editable}
            onToggle={() => toggle(file.id)}
          />
        ))}
      </ul>
      {check.editable && (
        <Form<{ reason: string }>
          form={form}
          layout="vertical"
          initialValues={{ reason: check.current ? check.reason : '' }}
          onFinish={(values) => void save(values)}
        >
          <p>{t('given', { n: shown.size, total: check.files.length })}</p>
          <Form.Item
            name="reason"
            label={t('reason')}
            extra={t('reasonHint')}
            rules={[{ required: true, whitespace: true }]}
          >
            <Input.TextArea rows={2} maxLength={500} showCount />
          </Form.Item>
          <ProblemAlert error={rest} />
          <Button type="primary" htmlType="submit" loading={busy}>
            {t('decide')}
          </Button>
        </Form>
      )}
    </section>
  );
}

interface FileProps {
  file: BlindFileView;
  shown: boolean;
  editable: boolean;
  onToggle: () => void;
}

function File({ file, shown, editable, onToggle }: FileProps) {
  const t = useBlindText();
  return (
    <li>
      <div className={s.head}>
        <div>
          <b lang="zh-CN">{file.name}</b>
          <small>
            {file.kind} · {bytes(file.size)}
            {file.shown_name !== file.name && ` · ${t('shownAs', { name: file.shown_name })}`}
          </small>
        </div>
        {editable && file.cleanable ? (
          <Checkbox
            checked={shown}
            onChange={onToggle}
            aria-label={t('giveFile', { name: file.name })}
          >
            {t('give')}
          </Checkbox>
        ) : (
          <Tag tone={shown ? 'good' : 'grey'}>{t(shown ? 'give' : 'keptBack')}</Tag>
        )}
      </div>
      <div className={s.notes} lang="zh-CN">
        {file.hits_total > 0 ? (
          <Tag tone="ochre">{t('hits', { n: file.hits_total })}</Tag>
        ) : (
          file.cleanable && <Tag tone="grey">{t('noHits')}</Tag>
        )}
        {!file.cleanable && <p>{t('cannot', { why: file.why_not })}</p>}
        {file.unread.map((line) => (
          <p key={line}>
            {t('unread')}：{line}
          </p>
        ))}
        {file.left
          .filter((line) => !file.unread.includes(line))
          .map((line) => (
            <p key={line}>
              {t('left')}：{line}
            </p>
          ))}
      </div>
      {file.hits.length > 0 && <Hits of={file.hits} />}
      {file.hits_total > file.hits.length && (
        <p>{t('more', { n: file.hits_total - file.hits.length })}</p>
      )}
    </li>
  );
}
