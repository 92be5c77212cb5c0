import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Checkbox, Form, Select } from 'antd';
import { useState } from 'react';
import type { OutcomeView } from '@/api/gen';
import { outcomeAttachmentsDeleteMutation } from '@/api/gen/@tanstack/react-query.gen';
import { refresh } from '@/api/hooks';
import { useTermOptions } from '@/api/taxonomy';
import { FileField, ProblemAlert } from '@/shared/ui';
import { useOutcomeText } from '../../i18n';
import { Place } from './Field';
import s from './wizard.module.css';

const MAX_BYTES = 100 * 1024 * 1024;

/** 6.1.1: the files, and the same checklist that the reviewer will use. */
export function StepFiles({ view }: { view: OutcomeView }) {
  const t = useOutcomeText();
  const client = useQueryClient();
  const [kind, setKind] = useState('proof');
  const [confidential, setConfidential] = useState(false);
  const kinds = useTermOptions('attachment_kind');
  const reread = () => void refresh(client, 'outcomesRead');
  const remove = useMutation({ ...outcomeAttachmentsDeleteMutation(), onSuccess: reread });
  const base = `/api/v1/outcomes/${view.id}/attachments`;
  return (
    <>
      <Place at="attachments">
        <fieldset className={s.group}>
          <legend>{t('attachments')}</legend>
          <div className={s.fileTools}>
            <Select
              aria-label={t('attachmentKind')}
              value={kind}
              options={kinds}
              onChange={setKind}
              style={{ minWidth: 180 }}
            />
            <Checkbox
              checked={confidential}
              onChange={(event) => setConfidential(event.target.checked)}
            >
              {t('confidentialFile')}
            </Checkbox>
          </div>
          <FileField
            label={t('attachments')}
            hint={t('attachmentHint')}
            maxBytes={MAX_BYTES}
            files={view.attachments.map((file) => ({ ...file, url: `${base}/${file.id}` }))}
            request={() => ({ url: `${base}?kind=${kind}&confidential=${confidential}` })}
            onUploaded={reread}
            onRemove={(file) => remove.mutate({ path: { outcome_id: view.id, file_id: file.id } })}
          />
          <ProblemAlert error={remove.error} />
        </fieldset>
      </Place>
      <Place at="self_check">
        <fieldset className={s.group}>
          <legend>{t('selfCheck')}</legend>
          <p className={s.hint}>{t('selfCheckHint')}</p>
          <Form.Item name="self_check" noStyle>
            <Checkbox.Group className={s.checks}>
              {view.checklist.map((item) => (
                <Checkbox key={item.code} value={item.code}>
                  {item.text}
                  <small>{t('clause', { text: item.clause })}</small>
                </Checkbox>
              ))}
            </Checkbox.Group>
          </Form.Item>
        </fieldset>
      </Place>
    </>
  );
}
