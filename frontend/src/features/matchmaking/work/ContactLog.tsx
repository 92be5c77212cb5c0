import { useMutation, useQueryClient } from '@tanstack/react-query';
import { App, Button, Form, Input, Select } from 'antd';
import { useState } from 'react';
import { ifMatch } from '@/api/client';
import type { ContactNoteInput, IntroductionView } from '@/api/gen';
import { introductionsAddNoteMutation } from '@/api/gen/@tanstack/react-query.gen';
import { refresh } from '@/api/hooks';
import { labelOf, useLang } from '@/shared/lib/text';
import { ProblemAlert, Tag } from '@/shared/ui';
import { useProblemForm } from '@/shared/work';
import { useMatchText } from '../i18n';
import { CONTACT_KINDS } from '../labels';
import s from './introductions.module.css';

/** Meetings on site and online in one history (5.3.1.1). */
export function ContactLog({ introduction }: { introduction: IntroductionView }) {
  const t = useMatchText();
  const lang = useLang();
  const [adding, setAdding] = useState(false);
  const { notes } = introduction;
  return (
    <section className="panel">
      <h2>{t('notes')}</h2>
      {notes.length === 0 && <p className={s.quiet}>{t('noNotes')}</p>}
      <ul className={s.notes}>
        {notes.map((note) => (
          <li key={note.id}>
            <span className={s.state}>
              <b className="num">{note.happened_on}</b>
              <Tag tone="indigo">{labelOf(CONTACT_KINDS[note.kind], lang)}</Tag>
              <span className={s.quiet}>
                {[note.author_name, note.organisation].filter(Boolean).join(' · ')}
              </span>
            </span>
            <p>{note.body}</p>
            {note.next_step && (
              <p className={s.quiet}>
                {t('nextDue', { step: note.next_step, date: note.next_date ?? '—' })}
              </p>
            )}
          </li>
        ))}
      </ul>
      {introduction.may_note && !adding && (
        <p>
          <Button onClick={() => setAdding(true)}>{t('addNote')}</Button>
        </p>
      )}
      {adding && <NoteForm introduction={introduction} onDone={() => setAdding(false)} />}
    </section>
  );
}

function NoteForm({
  introduction,
  onDone,
}: {
  introduction: IntroductionView;
  onDone: () => void;
}) {
  const t = useMatchText();
  const lang = useLang();
  const client = useQueryClient();
  const { message } = App.useApp();
  const { form, rest, show } = useProblemForm<ContactNoteInput>();
  const add = useMutation({
    ...introductionsAddNoteMutation(),
    onError: show,
    onSuccess: async () => {
      await refresh(client, 'introductionsRead', 'introductionsList');
      void message.success(t('saved'));
      onDone();
    },
  });
  return (
    <Form<ContactNoteInput>
      form={form}
      layout="vertical"
      initialValues={{ kind: 'online' }}
      onFinish={(values) => {
        show(null);
        add.mutate({
          path: { introduction_id: introduction.id },
          headers: ifMatch(introduction.version),
          body: {
            ...values,
            next_step: values.next_step ?? '',
            next_date: values.next_date || null,
          },
        });
      }}
    >
      <div className={s.pair}>
        <Form.Item name="kind" label={t('kind')} rules={[{ required: true }]}>
          <Select
            options={Object.entries(CONTACT_KINDS).map(([value, label]) => ({
              value,
              label: labelOf(label, lang),
            }))}
          />
        </Form.Item>
        <Form.Item name="happened_on" label={t('happenedOn')} rules={[{ required: true }]}>
          <Input type="date" />
        </Form.Item>
      </div>
      <Form.Item name="body" label={t('body')} rules={[{ required: true, min: 2 }]}>
        <Input.TextArea rows={4} maxLength={5000} showCount />
      </Form.Item>
      <div className={s.pair}>
        <Form.Item name="next_step" label={t('nextStep')}>
          <Input maxLength={200} />
        </Form.Item>
        <Form.Item name="next_date" label={t('nextDate')}>
          <Input type="date" />
        </Form.Item>
      </div>
      <ProblemAlert error={rest} />
      <div className={s.buttons}>
        <Button type="primary" htmlType="submit" loading={add.isPending}>
          {t('save')}
        </Button>
        <Button onClick={onDone}>{t('cancel')}</Button>
      </div>
    </Form>
  );
}
