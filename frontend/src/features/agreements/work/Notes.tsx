import { useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button, Form, Input } from 'antd';
import { useState } from 'react';
import { api } from '@/api/client';
import type { NoteInput, NoteView } from '@/api/gen';
import { negotiationNotesListOptions } from '@/api/gen/@tanstack/react-query.gen';
import { refresh, useSubmitKey } from '@/api/hooks';
import { dateTime } from '@/shared/lib/format';
import { EmptyState, ProblemAlert, Skeleton, Tag } from '@/shared/ui';
import { useProblemForm } from '@/shared/work';
import { useAgreementsText } from '../i18n';
import s from './Room.module.css';

/** The thread of the talks: who said what, and what comes next. */
export function Notes({ introductionId, writable }: { introductionId: string; writable: boolean }) {
  const t = useAgreementsText();
  const [open, setOpen] = useState(false);
  const { data, error, isPending, refetch } = useQuery(
    negotiationNotesListOptions({ path: { introduction_id: introductionId } }),
  );
  const side = (note: NoteView) =>
    t(note.side === 'holder' ? 'holder' : note.side === 'demander' ? 'demander' : 'platform');
  return (
    <section className="panel" aria-labelledby="notes">
      <div className={s.head}>
        <h2 id="notes">{t('notes')}</h2>
        {writable && !open && <Button onClick={() => setOpen(true)}>{t('addNote')}</Button>}
      </div>
      <ProblemAlert error={error} onRetry={() => void refetch()} />
      {isPending && <Skeleton rows={3} />}
      {data?.length === 0 && (
        <EmptyState plain title={t('noNotes')}>
          {t('noNotesHint')}
        </EmptyState>
      )}
      <ol className={s.thread}>
        {data?.map((note) => (
          <li key={note.id} data-side={note.side}>
            <div>
              <b>{note.topic}</b> <Tag>{side(note)}</Tag>
              <small className="num">
                {note.author_name} · {note.org_name} · {dateTime(note.created_at)}
              </small>
            </div>
            {note.body && <p>{note.body}</p>}
            {note.next_step && (
              <small>
                {t('nextLine', { step: note.next_step })} {note.next_date ?? ''}
              </small>
            )}
          </li>
        ))}
      </ol>
      {writable && open && (
        <NoteForm introductionId={introductionId} onClose={() => setOpen(false)} />
      )}
    </section>
  );
}

function NoteForm(props: { introductionId: string; onClose: () => void }) {
  const { introductionId, onClose } = props;
  const t = useAgreementsText();
  const client = useQueryClient();
  const { message } = App.useApp();
  const { keyOf, renew } = useSubmitKey();
  const { form, rest, show } = useProblemForm<NoteInput>();
  const [busy, setBusy] = useState(false);
  const add = async (values: NoteInput) => {
    const body = { ...values, next_date: values.next_date || null };
    setBusy(true);
    show(null);
    try {
      await api.post(`/api/v1/introductions/${introductionId}/negotiation`, body, {
        key: keyOf(body),
      });
      renew();
      onClose();
      void message.success(t('noteAdded'));
      await refresh(client, 'negotiationNotesList');
    } catch (error) {
      show(error);
    } finally {
      setBusy(false);
    }
  };
  return (
    <Form<NoteInput> form={form} layout="vertical" onFinish={(values) => void add(values)}>
      <Form.Item name="topic" label={t('topic')} rules={[{ required: true }]}>
        <Input maxLength={200} />
      </Form.Item>
      <Form.Item name="body" label={t('noteBody')}>
        <Input.TextArea rows={2} maxLength={2000} />
      </Form.Item>
      <div className={s.fields}>
        <Form.Item name="next_step" label={t('nextStep')}>
          <Input maxLength={200} />
        </Form.Item>
        <Form.Item name="next_date" label={t('nextDate')}>
          <Input type="date" />
        </Form.Item>
      </div>
      <ProblemAlert error={rest} />
      <span className={s.buttons}>
        <Button type="primary" htmlType="submit" loading={busy}>
          {t('addNote')}
        </Button>
        <Button onClick={onClose}>{t('closeEdit')}</Button>
      </span>
    </Form>
  );
}
