import { App, Button, Form, Input } from 'antd';
import { useState } from 'react';
import { api } from '@/api/client';
import type { ProgressInput, ProjectView } from '@/api/gen';
import { useSubmitKey } from '@/api/hooks';
import { date, dateTime } from '@/shared/lib/format';
import { ProblemAlert, Tag } from '@/shared/ui';
import { useProblemForm } from '@/shared/work';
import { useImplementationText } from '../i18n';
import { useTakeProject } from './ProjectPage';
import s from './Project.module.css';

/** Progress reports of the sides and visits of the platform. */
export function Reports({ project }: { project: ProjectView }) {
  const t = useImplementationText();
  const [open, setOpen] = useState(false);
  return (
    <section className="panel" aria-labelledby="reports">
      <div className={s.head}>
        <h2 id="reports">{t('reports')}</h2>
        {project.can_work && !open && (
          <Button onClick={() => setOpen(true)}>
            {t(project.my_side === 'platform' ? 'addVisit' : 'addReport')}
          </Button>
        )}
      </div>
      {project.reports.length === 0 && <p className={s.quiet}>{t('noReports')}</p>}
      <ul className={s.list}>
        {project.reports.map((report) => (
          <li key={report.id}>
            <div>
              <b className="num">{report.happened_on}</b>
              <Tag tone={report.kind === 'visit' ? 'brand' : 'grey'}>{report.kind_label}</Tag>
              <small>
                {report.author_name} · {report.org_name} · {dateTime(report.created_at)}
              </small>
            </div>
            <p>{report.progress}</p>
            {report.problems && (
              <small>
                {t('problems')}：{report.problems}
              </small>
            )}
            {report.next_steps && (
              <small>
                {t('nextSteps')}：{report.next_steps}
              </small>
            )}
          </li>
        ))}
      </ul>
      {project.can_work && open && <ReportForm project={project} onClose={() => setOpen(false)} />}
    </section>
  );
}

function ReportForm({ project, onClose }: { project: ProjectView; onClose: () => void }) {
  const t = useImplementationText();
  const { message } = App.useApp();
  const take = useTakeProject();
  const { keyOf, renew } = useSubmitKey();
  const { form, rest, show } = useProblemForm<ProgressInput>();
  const [busy, setBusy] = useState(false);
  const send = async (values: ProgressInput) => {
    setBusy(true);
    show(null);
    try {
      const next = await api.post<ProjectView>(`/api/v1/projects/${project.id}/reports`, values, {
        key: keyOf(values),
      });
      renew();
      onClose();
      void message.success(t('saved'));
      await take(next);
    } catch (error) {
      show(error);
    } finally {
      setBusy(false);
    }
  };
  return (
    <Form<ProgressInput>
      form={form}
      layout="vertical"
      initialValues={{ happened_on: date(new Date()) }}
      onFinish={(values) => void send(values)}
    >
      <Form.Item name="happened_on" label={t('happenedOn')} rules={[{ required: true }]}>
        <Input type="date" className={s.day} />
      </Form.Item>
      <Form.Item name="progress" label={t('progress')} rules={[{ required: true }]}>
        <Input.TextArea rows={2} maxLength={2000} />
      </Form.Item>
      <Form.Item name="problems" label={t('problems')}>
        <Input.TextArea rows={2} maxLength={2000} />
      </Form.Item>
      <Form.Item name="next_steps" label={t('nextSteps')}>
        <Input.TextArea rows={2} maxLength={2000} />
      </Form.Item>
      <ProblemAlert error={rest} />
      <span className={s.buttons}>
        <Button type="primary" htmlType="submit" loading={busy}>
          {t('save')}
        </Button>
        <Button onClick={onClose}>{t('cancel')}</Button>
      </span>
    </Form>
  );
}
