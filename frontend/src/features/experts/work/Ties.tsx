import { Button, Form, Input, Modal, Select } from 'antd';
import { useState } from 'react';
import { api } from '@/api/client';
import type { ExpertView, TieInput } from '@/api/gen';
import { date } from '@/shared/lib/format';
import { labelOf, useLang } from '@/shared/lib/text';
import { ProblemAlert, Tag } from '@/shared/ui';
import { useProblemForm } from '@/shared/work';
import { useExpertText } from '../i18n';
import { TIES } from '../labels';
import s from './experts.module.css';

interface Props {
  expert: ExpertView;
  onChange: (next: ExpertView) => void;
}

/** Declared ties: added and ended here, never deleted. */
export function Ties({ expert, onChange }: Props) {
  const t = useExpertText();
  const lang = useLang();
  const [open, setOpen] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const { form, rest, show } = useProblemForm<TieInput>();
  const base = `/api/v1/experts/${expert.id}/ties`;
  const add = async (body: TieInput) => {
    show(null);
    try {
      onChange(
        await api.post<ExpertView>(
          base,
          { ...body, since: body.since || null },
          { version: expert.version },
        ),
      );
      form.resetFields();
      setOpen(false);
    } catch (problem) {
      show(problem);
    }
  };
  const end = async (id: string) => {
    setError(null);
    try {
      const version = expert.version;
      onChange(await api.post<ExpertView>(`${base}/${id}/end`, undefined, { version }));
    } catch (problem) {
      setError(problem);
    }
  };
  return (
    <section className="panel" aria-labelledby="ties">
      <div className={s.head}>
        <h2 id="ties">{t('ties')}</h2>
        <Button onClick={() => setOpen(true)}>{t('addTie')}</Button>
      </div>
      <p className={s.lead}>{t('tiesLead')}</p>
      <ProblemAlert error={error} />
      {expert.ties.length === 0 && <p className={s.none}>{t('noTies')}</p>}
      <ul className={s.rows}>
        {expert.ties.map((tie) => (
          <li key={tie.id} data-ended={tie.ended_on !== null}>
            <Tag tone={tie.ended_on ? 'grey' : 'ochre'}>{labelOf(TIES[tie.kind], lang)}</Tag>
            <b>{tie.org_name}</b>
            <span>{tie.note}</span>
            <small>
              {tie.since && t('since', { at: date(tie.since) })}{' '}
              {tie.ended_on && t('ended', { at: date(tie.ended_on) })}
            </small>
            {!tie.ended_on && (
              <Button size="small" onClick={() => void end(tie.id)}>
                {t('endTie')}
              </Button>
            )}
          </li>
        ))}
      </ul>
      <Modal
        open={open}
        title={t('addTie')}
        okText={t('save')}
        cancelText={t('cancel')}
        onOk={() => form.submit()}
        onCancel={() => setOpen(false)}
      >
        <Form<TieInput> form={form} layout="vertical" onFinish={(body) => void add(body)}>
          <Form.Item name="org_name" label={t('tieOrganisation')} rules={[{ required: true }]}>
            <Input maxLength={120} />
          </Form.Item>
          <Form.Item name="kind" label={t('tieKind')} rules={[{ required: true }]}>
            <Select
              options={Object.entries(TIES).map(([value, item]) => ({
                value,
                label: labelOf(item, lang),
              }))}
            />
          </Form.Item>
          <Form.Item name="since" label={t('tieSince')}>
            <Input type="date" style={{ width: 200 }} />
          </Form.Item>
          <Form.Item name="note" label={t('tieNote')}>
            <Input maxLength={200} />
          </Form.Item>
          <ProblemAlert error={rest} />
        </Form>
      </Modal>
    </section>
  );
}
