import { useQuery } from '@tanstack/react-query';
import { useParams } from 'react-router';
import type { AssessmentSummary } from '@/api/gen';
import { assessmentsReadOptions } from '@/api/gen/@tanstack/react-query.gen';
import { dateTime } from '@/shared/lib/format';
import {
  Button,
  DemoTag,
  DescriptionGrid,
  PageHeader,
  ProblemAlert,
  Skeleton,
  StateTag,
} from '@/shared/ui';
import { useBlindText } from '../i18n/blinding';
import { useOrganiseText } from '../i18n/organise';
import { ASSESSMENT_STATES } from '../labels';
import { AssessmentNav } from './AssessmentNav';
import { PanelDesk } from './panel/PanelDesk';
import s from './organise.module.css';

/** One assessment: the desk of its organisers, or what its holder may know. */
export default function AssessmentPage() {
  const { id = '' } = useParams();
  const path = { assessment_id: id };
  const { data, error, isPending, refetch } = useQuery(assessmentsReadOptions({ path }));
  if (isPending) return <Skeleton rows={8} />;
  if (!data) return <ProblemAlert error={error} onRetry={() => void refetch()} />;
  return data.can_inspect ? <PanelDesk id={id} /> : <Summary data={data} />;
}

function Summary({ data }: { data: AssessmentSummary }) {
  const t = useOrganiseText();
  const blind = useBlindText();
  return (
    <>
      <PageHeader
        title={data.outcome_title}
        trail={[[t('assessments'), '/work/assessments'], [data.number]]}
        tags={
          <>
            <StateTag status={data.status} labels={ASSESSMENT_STATES} />
            <DemoTag show={data.is_demo} />
          </>
        }
        extra={
          data.can_read_result && (
            <Button kind="primary" to={`/work/assessments/${data.id}/report`}>
              {t('readReport')}
            </Button>
          )
        }
      />
      <AssessmentNav
        id={data.id}
        inside={false}
        released={data.can_read_result}
        issued={data.status === 'issued'}
      />
      <section className="panel" aria-labelledby="steps">
        <h2 id="steps">{t('steps')}</h2>
        <ol className={s.steps}>
          {data.steps.map((step) => (
            <li key={step.code} data-done={step.done} data-now={step.code === data.status}>
              <b>{step.label}</b>
              <small>{step.at ? dateTime(step.at) : ''}</small>
            </li>
          ))}
        </ol>
        <DescriptionGrid
          items={[
            { label: t('number'), value: data.number },
            { label: t('mode'), value: data.mode_label },
            { label: blind('blindness'), value: data.blindness_label },
            { label: t('due'), value: data.due_on },
          ]}
        />
      </section>
    </>
  );
}
