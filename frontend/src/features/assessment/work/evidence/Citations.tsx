import { Button, Form, Input, InputNumber, Modal, Select } from 'antd';
import { useState } from 'react';
import { toProblem } from '@/api/problem';
import type { CitationInput, EvidenceBaseView } from '@/api/gen';
import { EmptyState, ProblemAlert, Tag } from '@/shared/ui';
import { useProblemForm } from '@/shared/work';
import { useEvidenceText } from '../../i18n/evidence';
import { useProjectText } from '../../i18n/project';
import { ImportField } from './ImportField';
import { citationInput } from './inputs';
import { useBase } from './useBase';
import s from './evidence.module.css';

const KINDS = ['literature', 'patent', 'market_report', 'guideline', 'other'] as const;

/** Papers, patents and reports that figures name as their source; imported or typed. */
export function Citations({ base }: { base: EvidenceBaseView }) {
  const e = useEvidenceText();
  const t = useProjectText();
  const { save } = useBase(base);
  const [adding, setAdding] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const put = (citations: CitationInput[]) => save('citations', { citations });
  const remove = (key: string) => {
    setError(null);
    put(base.citations.filter((row) => row.key !== key).map(citationInput)).catch((problem) =>
      setError(toProblem(problem)),
    );
  };
  const add = async (values: CitationInput) => {
    await put([...base.citations.map(citationInput), values]);
    setAdding(false);
  };
  return (
    <div className={s.stack}>
      <section className="panel" aria-labelledby="citations">
        <div className={s.head}>
          <h2 id="citations">{e('citations')}</h2>
          {base.editable && <Button onClick={() => setAdding(true)}>{e('add')}</Button>}
        </div>
        {base.citations.length === 0 ? (
          <EmptyState plain title={t('noCitations')}>
            {base.editable && t('noCitationsText')}
          </EmptyState>
        ) : (
          <ul className={s.prefills}>
            {base.citations.map((row) => (
              <li key={row.key}>
                <b>{row.title}</b>
                <span className={s.row}>
                  <Tag tone="indigo">{t(row.kind as (typeof KINDS)[number])}</Tag>
                  {base.editable && (
                    <Button
                      size="small"
                      type="text"
                      aria-label={e('removeNamed', { name: row.title })}
                      onClick={() => remove(row.key)}
                    >
                      {e('remove')}
                    </Button>
                  )}
                </span>
                <small>
                  {[row.authors, row.source, row.year, row.number, row.note]
                    .filter(Boolean)
                    .join(' · ')}
                  {row.figures > 0 && ` · ${t('usedBy', { n: row.figures })}`}
                </small>
              </li>
            ))}
          </ul>
        )}
        <ProblemAlert error={error} />
      </section>
      {base.editable && (
        <>
          <ImportField base={base} what="bibtex" label={e('importBibtex')} />
          <ImportField base={base} what="patents" label={e('importPatents')} template="patents" />
        </>
      )}
      {adding && <CitationDialog onSave={add} onClose={() => setAdding(false)} />}
    </div>
  );
}

interface DialogProps {
  onSave: (values: CitationInput) => Promise<unknown>;
  onClose: () => void;
}

function CitationDialog({ onSave, onClose }: DialogProps) {
  const e = useEvidenceText();
  const t = useProjectText();
  const { form, rest, show } = useProblemForm<CitationInput>();
  const [busy, setBusy] = useState(false);
  const save = async (values: CitationInput) => {
    setBusy(true);
    show(null);
    try {
      await onSave(values);
    } catch (error) {
      show(error);
      setBusy(false);
    }
  };
  const required = [{ required: true, whitespace: true }];
  return (
    <Modal
      open
      title={t('citationForm')}
      okText={e('save')}
      cancelText={e('cancel')}
      okButtonProps={{ loading: busy }}
      onOk={() => form.submit()}
      onCancel={onClose}
    >
      <Form<CitationInput>
        form={form}
        layout="vertical"
        initialValues={{ kind: 'literature' }}
        onFinish={(values) => void save(values)}
      >
        <Form.Item name="title" label={t('citationTitle')} rules={required}>
          <Input maxLength={500} />
        </Form.Item>
        <div className={s.two}>
          <Form.Item name="kind" label={e('kind')}>
            <Select options={KINDS.map((value) => ({ value, label: t(value) }))} />
          </Form.Item>
          <Form.Item name="key" label={t('citationKey')} rules={required}>
            <Input maxLength={80} />
          </Form.Item>
          <Form.Item name="number" label={t('citationNumber')}>
            <Input maxLength={120} />
          </Form.Item>
          <Form.Item name="year" label={t('year')}>
            <InputNumber min={1900} max={2100} precision={0} style={{ width: '100%' }} />
          </Form.Item>
        </div>
        <Form.Item name="authors" label={t('authors')}>
          <Input maxLength={500} />
        </Form.Item>
        <Form.Item name="source" label={t('source')}>
          <Input maxLength={300} />
        </Form.Item>
        <ProblemAlert error={rest} />
      </Form>
    </Modal>
  );
}
