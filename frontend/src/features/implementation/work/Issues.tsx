import { useQueryClient } from '@tanstack/react-query';
import { App, Button, Form, Input, Modal, Select } from 'antd';
import { useState } from 'react';
import { api } from '@/api/client';
import type { IssueInput, IssueView, ProjectView } from '@/api/gen';
import { refresh, useSubmitKey } from '@/api/hooks';
import { dateTime } from '@/shared/lib/format';
import { ProblemAlert, StateTag, Tag } from '@/shared/ui';
import { ActionBar, useProblemForm, type ActionFacts } from '@/shared/work';
import { useImplementationText } from '../i18n';
import { ISSUE_STATES, SIDES, useOptions } from '../labels';
import { useTakeProject } from './ProjectPage';
import s from './Project.module.css';

/** Problems with owner and state. */
export function Issues({ project }: { project: ProjectView }) {
  const t = useImplementationText();
  const [open, setOpen] = useState(false);
  return (
    <section className="panel" aria-labelledby="issues">
      <div className={s.head}>
        <h2 id="issues">{t('issues')}</h2>
        {project.can_work && <Button onClick={() => setOpen(true)}>{t('addIssue')}</Button>}
      </div>
      {project.issues.length === 0 && <p className={s.quiet}>{t('noIssues')}</p>}
      <ul className={s.list}>
        {project.issues.map((issue) => (
          <Issue key={issue.id} issue={issue} />
        ))}
      </ul>
      {open && <IssueDialog project={project} onClose={() => setOpen(false)} />}
    </section>
  );
}

function Issue({ issue }: { issue: IssueView }) {
  const t = useImplementationText();
  const client = useQueryClient();
  const act = async (action: string, { reason }: ActionFacts) => {
    await api.post(`/api/v1/issues/${issue.id}/${action}`, reason ? { reason } : undefined, {
      version: issue.version,
    });
    await refresh(client, 'projectsRead', 'projectsList', 'meTodos');
  };
  return (
    <li>
      <div>
        <b>{issue.title}</b>
        <StateTag status={issue.status} labels={ISSUE_STATES} />
        {issue.overdue && (
          <Tag tone="seal" icon>
            {t('overdue')}
          </Tag>
        )}
      </div>
      {issue.detail && <p>{issue.detail}</p>}
      <small>
        {t('owner', { side: issue.owner_side_label })}
        {issue.owner_name && `（${issue.owner_name}）`}
        {issue.due_on && ` · ${t('due', { date: issue.due_on })}`} ·{' '}
        {t('openedBy', { name: issue.opened_by_name })} {dateTime(issue.created_at)}
      </small>
      {issue.resolution && <p>{t('resolution', { text: issue.resolution })}</p>}
      <ActionBar small actions={issue.available_actions} onAction={act} />
    </li>
  );
}

function IssueDialog({ project, onClose }: { project: ProjectView; onClose: () => void }) {
  const t = useImplementationText();
  const { message } = App.useApp();
  const take = useTakeProject();
  const sides = useOptions(SIDES);
  const { keyOf } = useSubmitKey();
  const { form, rest, show } = useProblemForm<IssueInput>();
  const [busy, setBusy] = useState(false);
  const send = async (values: IssueInput) => {
    const body = { ...values, due_on: values.due_on || null };
    setBusy(true);
    show(null);
    try {
      const next = await api.post<ProjectView>(`/api/v1/projects/${project.id}/issues`, body, {
        key: keyOf(body),
      });
      void message.success(t('saved'));
      onClose();
      await take(next);
    } catch (error) {
      show(error);
    } finally {
      setBusy(false);
    }
  };
  return (
    <Modal
      open
      title={t('addIssue')}
      okText={t('save')}
      cancelText={t('cancel')}
      okButtonProps={{ loading: busy }}
      onOk={() => form.submit()}
      onCancel={onClose}
      mask={{ closable: false }}
    >
      <Form<IssueInput>
        form={form}
        layout="vertical"
        initialValues={{ owner_side: 'platform' }}
        onFinish={(values) => void send(values)}
      >
        <Form.Item name="title" label={t('issueTitle')} rules={[{ required: true }]}>
          <Input maxLength={200} />
        </Form.Item>
        <Form.Item name="detail" label={t('detail')}>
          <Input.TextArea rows={3} maxLength={2000} />
        </Form.Item>
        <Form.Item name="owner_side" label={t('ownerSide')}>
          <Select options={sides} />
        </Form.Item>
        <Form.Item name="owner_name" label={t('ownerName')}>
          <Input maxLength={80} />
        </Form.Item>
        <Form.Item name="due_on" label={t('dueOn')}>
          <Input type="date" />
        </Form.Item>
        <ProblemAlert error={rest} />
      </Form>
    </Modal>
  );
}
