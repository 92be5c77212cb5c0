import { App, Button, Form, Input, Select } from 'antd';
import { useState } from 'react';
import { api } from '@/api/client';
import type { AgreementDetail, CommentInput } from '@/api/gen';
import { useSubmitKey } from '@/api/hooks';
import { dateTime } from '@/shared/lib/format';
import { ProblemAlert, StateTag } from '@/shared/ui';
import { useProblemForm } from '@/shared/work';
import { useAgreementsText } from '../i18n';
import { CLAUSES, COMMENT_LEVELS, useOptions } from '../labels';
import { useTakeAgreement } from './AgreementRoom';
import s from './Room.module.css';

/** Comments of both sides and of the legal adviser, clause by clause. */
export function Comments({ agreement }: { agreement: AgreementDetail }) {
  const t = useAgreementsText();
  return (
    <section className="panel" aria-labelledby="comments">
      <h2 id="comments">{t('comments')}</h2>
      {agreement.comments.length === 0 && <p className={s.quiet}>{t('noComments')}</p>}
      <ul className={s.comments}>
        {agreement.comments.map((comment) => (
          <li key={comment.id}>
            <div>
              <b>{comment.author_name}</b> <small>{comment.author_role_label}</small>{' '}
              <StateTag status={comment.level} labels={COMMENT_LEVELS} />
              <small className="num">{dateTime(comment.created_at)}</small>
            </div>
            <small>
              {comment.clause_label} · {t('onDraft', { n: comment.draft_no })}
            </small>
            <p>{comment.body}</p>
          </li>
        ))}
      </ul>
      {agreement.can_comment && <CommentForm agreement={agreement} />}
    </section>
  );
}

function CommentForm({ agreement }: { agreement: AgreementDetail }) {
  const t = useAgreementsText();
  const { message } = App.useApp();
  const take = useTakeAgreement();
  const clauses = useOptions(CLAUSES);
  const levels = useOptions(COMMENT_LEVELS);
  const { keyOf, renew } = useSubmitKey();
  const { form, rest, show } = useProblemForm<CommentInput>();
  const [busy, setBusy] = useState(false);
  const send = async (values: CommentInput) => {
    setBusy(true);
    show(null);
    try {
      const next = await api.post<AgreementDetail>(
        `/api/v1/agreements/${agreement.id}/comments`,
        values,
        { key: keyOf(values) },
      );
      form.resetFields();
      renew();
      void message.success(t('noteAdded'));
      await take(next);
    } catch (error) {
      show(error);
    } finally {
      setBusy(false);
    }
  };
  return (
    <Form<CommentInput>
      form={form}
      layout="vertical"
      initialValues={{ clause: '', level: 'remark' }}
      onFinish={(values) => void send(values)}
    >
      <div className={s.fields}>
        <Form.Item name="clause" label={t('clause')}>
          <Select<string> options={[{ value: '', label: t('whole') }, ...clauses]} />
        </Form.Item>
        <Form.Item name="level" label={t('level')}>
          <Select options={levels} />
        </Form.Item>
      </div>
      <Form.Item name="body" label={t('commentBody')} rules={[{ required: true }]}>
        <Input.TextArea rows={3} maxLength={2000} />
      </Form.Item>
      <ProblemAlert error={rest} />
      <Button htmlType="submit" loading={busy}>
        {t('addComment')}
      </Button>
    </Form>
  );
}
