import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useParams } from 'react-router';
import { idempotent } from '@/api/client';
import {
  objectionsCreateMutation,
  publicityReadOptions,
  publicityReadQueryKey,
} from '@/api/gen/@tanstack/react-query.gen';
import { useSubmitKey } from '@/api/hooks';
import { faultsByField } from '@/api/problem';
import {
  Button,
  CopyText,
  DemoTag,
  DescriptionGrid,
  Notice,
  PageHeader,
  ProblemAlert,
  Skeleton,
  StateTag,
  TextField,
} from '@/shared/ui';
import { useAgreementsText } from '../i18n';
import { POSTING_STATES, postingState } from '../labels';
import s from './Publicity.module.css';

/** One posting with its countdown, and the form for an objection. */
export default function PublicityPage() {
  const t = useAgreementsText();
  const { id = '' } = useParams();
  const path = { publicity_id: id };
  const { data, error, isPending, refetch } = useQuery(publicityReadOptions({ path }));
  if (isPending) return <Skeleton rows={8} />;
  if (!data) {
    return (
      <div className={s.shell}>
        <ProblemAlert error={error} onRetry={() => void refetch()} />
      </div>
    );
  }
  return (
    <div className={s.shell}>
      <PageHeader
        title={data.outcome_title}
        trail={[[t('publicityTitle'), '/publicity'], [data.outcome_title]]}
        tags={
          <>
            <StateTag status={postingState(data.state)} labels={POSTING_STATES} />
            <DemoTag show={data.is_demo} />
          </>
        }
        subtitle={data.days_left > 0 ? t('daysLeft', { n: data.days_left }) : undefined}
      />
      <section className="panel">
        <DescriptionGrid
          items={[
            { label: t('outcome'), value: data.outcome_title },
            { label: t('holder'), value: data.holder_name },
            { label: t('mode'), value: data.transfer_mode_label },
            {
              label: t('price'),
              value: (
                <>
                  <b className="num">{data.price_text}</b>
                  {data.price_capital && (
                    <small className={s.capital}>
                      {t('capital', { text: data.price_capital })}
                    </small>
                  )}
                </>
              ),
            },
            {
              label: t('span'),
              value: t('publicitySpan', { start: data.start_on, end: data.end_on }),
            },
            {
              label: t('related'),
              value: data.buyer_related ? data.buyer_related_note : t('noRelated'),
            },
            {
              label: t('contentSha'),
              wide: true,
              value: <CopyText text={data.content_sha256} />,
            },
          ]}
        />
        {data.open_objections > 0 && (
          <Notice tone="warn">{t('openObjections', { n: data.open_objections })}</Notice>
        )}
      </section>
      {data.days_left > 0 ? <ObjectionForm id={id} /> : <Notice>{t('ended')}</Notice>}
    </div>
  );
}

const EMPTY = { name: '', contact: '', body: '' };

function ObjectionForm({ id }: { id: string }) {
  const t = useAgreementsText();
  const client = useQueryClient();
  const { keyOf, renew } = useSubmitKey();
  const [values, setValues] = useState(EMPTY);
  const path = { publicity_id: id };
  const send = useMutation({
    ...objectionsCreateMutation(),
    onSuccess: (view) => {
      setValues(EMPTY);
      renew();
      client.setQueryData(publicityReadQueryKey({ path }), view);
    },
  });
  const faults = faultsByField(send.error);
  const put = (key: keyof typeof EMPTY) => (value: string) =>
    setValues({ ...values, [key]: value });
  return (
    <section className="panel" aria-labelledby="object">
      <h2 id="object">{t('object')}</h2>
      <p className={s.hint}>{t('objectHint')}</p>
      {send.isSuccess && <Notice tone="good">{t('objected')}</Notice>}
      <form
        className={s.form}
        onSubmit={(event) => {
          event.preventDefault();
          send.mutate({ path, body: values, headers: idempotent(keyOf(values)) });
        }}
      >
        <TextField
          label={t('yourName')}
          required
          maxLength={60}
          autoComplete="name"
          value={values.name}
          error={faults.name}
          onValue={put('name')}
        />
        <TextField
          label={t('contact')}
          required
          maxLength={200}
          autoComplete="email"
          value={values.contact}
          error={faults.contact}
          onValue={put('contact')}
        />
        <label className={s.body}>
          <span>{t('objectBody')}</span>
          <textarea
            required
            rows={5}
            maxLength={2000}
            value={values.body}
            aria-invalid={Boolean(faults.body)}
            onChange={(event) => put('body')(event.target.value)}
          />
          {faults.body && <small role="alert">{faults.body}</small>}
        </label>
        <ProblemAlert error={send.error} hideFaults />
        <Button kind="primary" submit busy={send.isPending}>
          {t('submit')}
        </Button>
      </form>
    </section>
  );
}
