import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from 'react-router';
import { api } from '@/api/client';
import type { EvaluationInput, EvaluationView } from '@/api/gen';
import { refresh, useSubmitKey } from '@/api/hooks';
import { date } from '@/shared/lib/format';
import { PageHeader } from '@/shared/ui';
import { useInstitutionText } from '../../i18n/institution';
import { EvaluationForm } from './EvaluationForm';

/** A new start form (5.1.2.3.2). */
export default function NewEvaluationPage() {
  const t = useInstitutionText();
  const go = useNavigate();
  const client = useQueryClient();
  const { keyOf } = useSubmitKey();
  const create = async (values: EvaluationInput) => {
    const made = await api.post<EvaluationView>('/api/v1/evaluations', values, {
      key: keyOf(values),
    });
    await refresh(client, 'evaluationsList', 'meTodos');
    await go(`/work/evaluations/${made.id}`);
  };
  return (
    <>
      <PageHeader
        title={t('newEvaluation')}
        trail={[[t('evaluations'), '/work/evaluations'], [t('newEvaluation')]]}
        subtitle={t('noEvaluationsText')}
      />
      <section className="panel">
        <EvaluationForm
          start={{ starts_on: date(new Date()), outcome_ids: [] }}
          submitLabel={t('create')}
          onSave={create}
        />
      </section>
    </>
  );
}
