import { App, Form, Input, Modal, Select } from 'antd';
import { useState } from 'react';
import { api } from '@/api/client';
import type { MilestoneView, ProjectSide, ProjectView, Track } from '@/api/gen';
import { date } from '@/shared/lib/format';
import { ProblemAlert } from '@/shared/ui';
import { useProblemForm } from '@/shared/work';
import { useImplementationText } from '../i18n';
import { SIDES, TRACKS, useOptions } from '../labels';
import { useTakeProject } from './ProjectPage';

export type StepTask =
  { kind: 'add' } | { kind: 'done'; step: MilestoneView } | { kind: 'change'; step: MilestoneView };

interface Values {
  track: Track;
  title: string;
  owner_side: ProjectSide;
  owner_name: string;
  due_on: string;
  reason: string;
  done_on: string;
  note: string;
}

/** Plans, moves or finishes a step. */
export function StepDialog(props: { project: ProjectView; task: StepTask; onClose: () => void }) {
  const { project, task, onClose } = props;
  const t = useImplementationText();
  const { message } = App.useApp();
  const take = useTakeProject();
  const sides = useOptions(SIDES);
  const tracks = useOptions(TRACKS);
  const { form, rest, show } = useProblemForm<Values>();
  const [busy, setBusy] = useState(false);
  const base = `/api/v1/projects/${project.id}/milestones`;
  const send = async (values: Values) => {
    setBusy(true);
    show(null);
    const { version } = project;
    try {
      const next =
        task.kind === 'add'
          ? await api.post<ProjectView>(base, values)
          : task.kind === 'done'
            ? await api.post<ProjectView>(`${base}/${task.step.id}/done`, values, { version })
            : await api.put<ProjectView>(`${base}/${task.step.id}`, values, { version });
      void message.success(t('saved'));
      onClose();
      await take(next);
    } catch (error) {
      show(error);
    } finally {
      setBusy(false);
    }
  };
  const titles = { add: 'addMilestone', done: 'markDone', change: 'reschedule' } as const;
  const initial: Partial<Values> =
    task.kind === 'add'
      ? { track: 'project', owner_side: 'demander' }
      : task.kind === 'done'
        ? { done_on: date(new Date()) }
        : {
            title: task.step.title,
            owner_side: task.step.owner_side,
            owner_name: task.step.owner_name,
            due_on: task.step.due_on,
          };
  return (
    <Modal
      open
      title={t(titles[task.kind])}
      okText={t('save')}
      cancelText={t('cancel')}
      okButtonProps={{ loading: busy }}
      onOk={() => form.submit()}
      onCancel={onClose}
      mask={{ closable: false }}
    >
      <Form<Values>
        form={form}
        layout="vertical"
        initialValues={initial}
        onFinish={(values) => void send(values)}
      >
        {task.kind === 'done' ? (
          <>
            <p>
              <b>{task.step.title}</b>
            </p>
            <Form.Item name="done_on" label={t('doneDate')} rules={[{ required: true }]}>
              <Input type="date" />
            </Form.Item>
            <Form.Item name="note" label={t('remark')}>
              <Input.TextArea rows={2} maxLength={2000} />
            </Form.Item>
          </>
        ) : (
          <>
            {task.kind === 'add' && project.my_side === 'platform' && (
              <Form.Item name="track" label={t('track')}>
                <Select options={tracks} />
              </Form.Item>
            )}
            <Form.Item name="title" label={t('stepTitle')} rules={[{ required: true }]}>
              <Input maxLength={200} />
            </Form.Item>
            <Form.Item name="owner_side" label={t('ownerSide')}>
              <Select options={sides} />
            </Form.Item>
            <Form.Item name="owner_name" label={t('ownerName')}>
              <Input maxLength={80} />
            </Form.Item>
            <Form.Item name="due_on" label={t('dueOn')} rules={[{ required: true }]}>
              <Input type="date" />
            </Form.Item>
            {task.kind === 'change' && (
              <Form.Item name="reason" label={t('reason')} rules={[{ required: true }]}>
                <Input.TextArea rows={2} maxLength={2000} />
              </Form.Item>
            )}
          </>
        )}
        <ProblemAlert error={rest} />
      </Form>
    </Modal>
  );
}
