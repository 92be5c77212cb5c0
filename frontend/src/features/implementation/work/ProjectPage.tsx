import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useParams } from 'react-router';
import { api } from '@/api/client';
import type { ProjectView } from '@/api/gen';
import { projectsReadOptions, projectsReadQueryKey } from '@/api/gen/@tanstack/react-query.gen';
import { refresh } from '@/api/hooks';
import { ago } from '@/shared/lib/format';
import { labelOf, useLang } from '@/shared/lib/text';
import {
  CopyText,
  DemoTag,
  DescriptionGrid,
  historyItems,
  Notice,
  PageHeader,
  ProblemAlert,
  Skeleton,
  StateTag,
  Tag,
  Timeline,
} from '@/shared/ui';
import { ActionBar, type ActionFacts } from '@/shared/work';
import { useImplementationText } from '../i18n';
import { PROJECT_STATES, SIDES } from '../labels';
import { ConversionPanel } from './ConversionPanel';
import { Issues } from './Issues';
import { Milestones } from './Milestones';
import { Reports } from './Reports';
import s from './Project.module.css';

/** Takes the server's answer for a project into every place that shows it. */
export function useTakeProject() {
  const client = useQueryClient();
  return async (next: ProjectView) => {
    client.setQueryData(projectsReadQueryKey({ path: { project_id: next.id } }), next);
    await refresh(client, 'projectsList', 'meTodos');
  };
}

/** One project: milestones, problems, reports, conversion. */
export default function ProjectPage() {
  const t = useImplementationText();
  const lang = useLang();
  const { id = '' } = useParams();
  const take = useTakeProject();
  const { data, error, isPending, refetch } = useQuery(
    projectsReadOptions({ path: { project_id: id } }),
  );
  if (isPending) return <Skeleton rows={10} />;
  if (!data) return <ProblemAlert error={error} onRetry={() => void refetch()} />;
  const act = async (action: string, { reason }: ActionFacts) =>
    take(
      await api.post<ProjectView>(
        `/api/v1/projects/${id}/${action}`,
        reason ? { reason } : undefined,
        { version: data.version },
      ),
    );
  return (
    <>
      <PageHeader
        title={data.title}
        trail={[[t('projects'), '/work/projects'], [data.number]]}
        tags={
          <>
            <StateTag status={data.status} labels={PROJECT_STATES} />
            {data.converted && (
              <Tag tone="good" icon>
                {t('converted')}
              </Tag>
            )}
            <DemoTag show={data.is_demo} />
          </>
        }
        subtitle={
          <>
            <CopyText text={data.number} /> · {data.holder_name} × {data.demander_name}
            {data.my_side && ` · ${t('mySide', { side: labelOf(SIDES[data.my_side], lang) })}`}
          </>
        }
        extra={
          <ActionBar
            actions={data.available_actions}
            onAction={act}
            danger={['terminate']}
            primary="complete"
          />
        }
      />
      {data.contact_overdue && <Notice tone="warn">{t('silent')}</Notice>}
      <div className={s.page}>
        <div className={s.main}>
          <Milestones project={data} />
          <Issues project={data} />
          <Reports project={data} />
        </div>
        <div className={s.rail}>
          <section className="panel">
            <DescriptionGrid
              items={[
                { label: t('outcome'), value: data.outcome_title },
                {
                  label: t('agreement'),
                  value: (
                    <Link to={`/work/agreements/${data.agreement_id}`}>
                      {data.agreement_number}
                    </Link>
                  ),
                },
                {
                  label: t('span'),
                  value: data.planned_end_on
                    ? t('spanValue', { start: data.started_on, end: data.planned_end_on })
                    : data.started_on,
                },
                { label: t('lastContact'), value: ago(data.last_contact_at) },
              ]}
            />
          </section>
          <ConversionPanel project={data} />
          <section className="panel" aria-labelledby="history">
            <h2 id="history">{t('history')}</h2>
            <Timeline items={historyItems(data.history).reverse()} />
          </section>
        </div>
      </div>
    </>
  );
}
