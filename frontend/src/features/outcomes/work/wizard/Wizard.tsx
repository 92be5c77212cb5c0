import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Form } from 'antd';
import { useCallback, useMemo, useState } from 'react';
import { useNavigate } from 'react-router';
import { api } from '@/api/client';
import type { OutcomeView } from '@/api/gen';
import { outcomesReadQueryKey } from '@/api/gen/@tanstack/react-query.gen';
import { refresh } from '@/api/hooks';
import type { SaveCall } from '@/shared/lib/autosaver';
import { useAutosave } from '@/shared/lib/useAutosave';
import { AutosaveBadge, DemoTag, Notice, PageHeader, ProblemAlert, StateTag } from '@/shared/ui';
import { ConflictDialog, FoundDraft, LeaveGuard } from '@/shared/work';
import { useOutcomeText } from '../../i18n';
import { OUTCOME_STATES } from '../../labels';
import { STEPS, toBody, toDraft, type Draft, type Step } from './draft';
import { Duplicates } from './Duplicates';
import { ReturnedContext } from './Field';
import { Rail, stepOf } from './Rail';
import { StepBasic } from './StepBasic';
import { StepCooperation } from './StepCooperation';
import { StepFiles } from './StepFiles';
import { StepIp } from './StepIp';
import { StepTechnical } from './StepTechnical';
import { useConflictLabels } from './useConflictLabels';
import s from './wizard.module.css';

/** The application in five steps: saves itself, shows what is missing, and is handed in. */
export function Wizard({ view, userId }: { view: OutcomeView; userId: string }) {
  const t = useOutcomeText();
  const go = useNavigate();
  const client = useQueryClient();
  const [form] = Form.useForm<Draft>();
  const [step, setStep] = useState<Step>(() => {
    // A returned application opens where the first correction is due.
    const first = view.field_returns[0];
    return first ? stepOf(view.completeness.sections, first.pointer) : 'basic';
  });
  const [start] = useState(() => toDraft(view));
  const [saved, setSaved] = useState(start);
  const url = `/api/v1/outcomes/${view.id}`;
  const key = useMemo(() => outcomesReadQueryKey({ path: { outcome_id: view.id } }), [view.id]);

  const save = useCallback(
    async (value: Draft, call: SaveCall) => {
      const next = await api.put<OutcomeView>(url, toBody(value), call);
      setSaved(value);
      client.setQueryData(key, next);
      return next.version;
    },
    [client, key, url],
  );
  const autosave = useAutosave<Draft>({
    key: `${userId}:outcome:${view.id}`,
    version: view.version,
    save,
  });
  const changed = () => autosave.change(form.getFieldsValue(true) as Draft);
  const restore = (draft: Draft) => {
    form.setFieldsValue(draft);
    autosave.change(draft);
  };

  const conflict = autosave.state.kind === 'conflict';
  const theirs = useQuery({
    queryKey: ['outcome-theirs', view.id],
    queryFn: ({ signal }) => api.get<OutcomeView>(url, undefined, signal),
    enabled: conflict,
    gcTime: 0,
    staleTime: 0,
  });
  const labels = useConflictLabels();

  const submit = useMutation({
    mutationFn: async () => {
      await autosave.flush();
      const version = client.getQueryData<OutcomeView>(key)?.version ?? view.version;
      return api.post<OutcomeView>(`${url}/submit`, undefined, { version });
    },
    onSuccess: async () => {
      await refresh(client, 'outcomesRead', 'outcomesList', 'meTodos');
      void go(`/work/outcomes/${view.id}/receipt`, { replace: true });
    },
  });

  const jump = (to: Step, pointer?: string) => {
    setStep(to);
    requestAnimationFrame(() => {
      const place = pointer ? document.querySelector<HTMLElement>(`[data-at="${pointer}"]`) : null;
      (place ?? document.getElementById('step-title'))?.scrollIntoView({ block: 'center' });
      place?.querySelector<HTMLElement>('input,textarea,button')?.focus({ preventScroll: true });
    });
  };
  const waive = (pointer: string, on: boolean) => {
    const now = (form.getFieldsValue(true) as Draft).undisclosed ?? [];
    const next = on ? [...now, pointer] : now.filter((item) => item !== pointer);
    form.setFieldValue('undisclosed', next);
    changed();
    void autosave.flush();
  };
  const returned = new Map(view.field_returns.map((field) => [field.pointer, field.reason]));
  const at = STEPS.indexOf(step);
  const names = {
    basic: t('basic'),
    technical: t('technical'),
    ip: t('ip'),
    cooperation: t('cooperation'),
    files: t('files'),
  };
  const parts = {
    basic: <StepBasic />,
    technical: <StepTechnical />,
    ip: <StepIp />,
    cooperation: <StepCooperation />,
    files: <StepFiles view={view} />,
  };

  return (
    <ReturnedContext value={returned}>
      <PageHeader
        title={view.title || t('newTitle')}
        trail={[[t('outcomes'), '/work/outcomes'], [view.number ?? t('noNumber')]]}
        tags={
          <>
            <StateTag status={view.status} labels={OUTCOME_STATES} />
            <DemoTag show={view.is_demo} />
          </>
        }
        extra={<AutosaveBadge state={autosave.state} onRetry={() => void autosave.flush()} />}
      />
      <FoundDraft autosave={autosave} onRestore={restore} />
      <LeaveGuard autosave={autosave} />
      {view.field_returns.length > 0 && (
        <Notice tone="warn">
          <b>{t('returnedFields')}</b>
          <p>{view.rounds[0]?.reason}</p>
        </Notice>
      )}
      <div className={s.layout}>
        <Rail view={view} step={step} onGo={jump} onWaive={waive} />
        <div className={s.body}>
          {step === 'basic' && <Duplicates view={view} />}
          <Form form={form} layout="vertical" initialValues={start} onValuesChange={changed}>
            {STEPS.map((code) => (
              <section key={code} className="panel" hidden={code !== step} aria-label={names[code]}>
                <h2 id={code === step ? 'step-title' : undefined}>
                  {names[code]} <small>{t('step', { n: at + 1 })}</small>
                </h2>
                {parts[code]}
              </section>
            ))}
          </Form>
          {autosave.state.kind === 'failed' && <ProblemAlert error={autosave.state.problem} />}
          <ProblemAlert error={submit.error} />
          <div className={s.foot}>
            <Button disabled={at === 0} onClick={() => jump(STEPS[at - 1] ?? 'basic')}>
              {t('previous')}
            </Button>
            {step !== 'files' && (
              <Button type="primary" onClick={() => jump(STEPS[at + 1] ?? 'files')}>
                {t('next')}
              </Button>
            )}
            {step === 'files' && (
              <>
                <Button
                  type="primary"
                  disabled={!view.completeness.ready}
                  loading={submit.isPending}
                  onClick={() => submit.mutate()}
                >
                  {t('submit')}
                </Button>
                <small role="status">
                  {t(view.completeness.ready ? 'submitReady' : 'submitBlocked')}
                </small>
              </>
            )}
          </div>
        </div>
      </div>
      {conflict && theirs.data && (
        <ConflictDialog<Draft>
          base={saved}
          mine={form.getFieldsValue(true) as Draft}
          theirs={toDraft(theirs.data)}
          labels={labels}
          onMerge={(merged) => {
            form.setFieldsValue(merged);
            void autosave.resolve(theirs.data.version, merged);
          }}
          onCancel={() => void theirs.refetch()}
        />
      )}
    </ReturnedContext>
  );
}
