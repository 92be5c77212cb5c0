import { Button, Form, Input, Radio, Select } from 'antd';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from 'react-router';
import { api } from '@/api/client';
import type { DelphiStudyInput, DelphiStudyView } from '@/api/gen';
import { delphiCoefficientsListOptions } from '@/api/gen/@tanstack/react-query.gen';
import { refresh, useSubmitKey } from '@/api/hooks';
import { PageHeader, ProblemAlert, Skeleton } from '@/shared/ui';
import { useProblemForm } from '@/shared/work';
import { useDelphiText } from '../../i18n/delphi';
import { SystemField } from '../indicators/SystemField';
import { useActiveExperts } from '../useActiveExperts';
import { Coefficients } from './Coefficients';
import { ItemsPreview } from './ItemsPreview';
import { RuleFields } from './RuleFields';
import { START, type StudyForm } from './rules';
import o from '../organise.module.css';
import s from './delphi.module.css';

/** A new study: what is asked, on which scale, by which rules; all fixed before the first round. */
export default function NewDelphiPage() {
  const t = useDelphiText();
  const go = useNavigate();
  const client = useQueryClient();
  const { keyOf } = useSubmitKey();
  const { form, rest, show } = useProblemForm<StudyForm>();
  const system = Form.useWatch('system_id', form);
  const familiarity = Form.useWatch('familiarity_table', form);
  const experts = useActiveExperts();
  const tables = useQuery(delphiCoefficientsListOptions());
  const create = async (values: StudyForm) => {
    show(null);
    const body: DelphiStudyInput = { ...values, system_id: values.system_id || null };
    try {
      const made = await api.post<DelphiStudyView>('/api/v1/delphi-studies', body, {
        key: keyOf(body),
      });
      await refresh(client, 'delphiStudiesList');
      await go(`/work/delphi-studies/${made.id}`);
    } catch (error) {
      show(error);
    }
  };
  const options = (kind: 'basis' | 'familiarity') =>
    (tables.data?.[kind] ?? []).map((table) => ({
      value: table.id,
      label: t('tableOf', { id: table.id, version: table.version }),
    }));
  const chosen = tables.data?.familiarity.find((table) => table.id === familiarity);
  if (tables.isPending) return <Skeleton rows={10} />;
  return (
    <>
      <PageHeader
        title={t('newStudy')}
        trail={[[t('studies'), '/work/delphi-studies'], [t('newStudy')]]}
        subtitle={t('newLead')}
      />
      <ProblemAlert error={tables.error} onRetry={() => void tables.refetch()} />
      <Form<StudyForm>
        form={form}
        layout="vertical"
        className={o.stack}
        initialValues={START}
        onFinish={(values) => void create(values)}
      >
        <section className="panel" aria-labelledby="what">
          <h2 id="what">{t('basics')}</h2>
          <div className={s.fields}>
            <Form.Item name="title" label={t('title')} rules={[{ required: true }]}>
              <Input maxLength={200} />
            </Form.Item>
            <Form.Item name="scale_max" label={t('scale')}>
              <Radio.Group
                options={[5, 9].map((n) => ({ value: n, label: t('scaleOf', { n }) }))}
              />
            </Form.Item>
          </div>
          <Form.Item name="purpose" label={t('purpose')} extra={t('purposeHint')}>
            <Input.TextArea rows={2} maxLength={2000} />
          </Form.Item>
          <SystemField label={t('tree')} standard={t('treeStandard')} />
          <ItemsPreview systemId={system} />
        </section>
        <section className="panel" aria-labelledby="tables">
          <h2 id="tables">{t('tables')}</h2>
          <p className={o.lead}>{t('tablesLead')}</p>
          <div className={s.fields}>
            <div>
              <Form.Item name="basis_table" label={t('basisTable')}>
                <Select options={options('basis')} />
              </Form.Item>
              {tables.data?.basis[0] && <Coefficients table={tables.data.basis[0]} />}
            </div>
            <div>
              <Form.Item name="familiarity_table" label={t('familiarityTable')}>
                <Select options={options('familiarity')} />
              </Form.Item>
              {chosen && <Coefficients table={chosen} />}
            </div>
          </div>
        </section>
        <RuleFields />
        <section className="panel" aria-labelledby="panel">
          <h2 id="panel">{t('panel')}</h2>
          <Form.Item name="expert_ids" label={t('experts')} extra={t('panelHint')}>
            <Select mode="multiple" optionFilterProp="label" options={experts} />
          </Form.Item>
        </section>
        <ProblemAlert error={rest} />
        <div>
          <Button type="primary" htmlType="submit">
            {t('create')}
          </Button>
        </div>
      </Form>
    </>
  );
}
