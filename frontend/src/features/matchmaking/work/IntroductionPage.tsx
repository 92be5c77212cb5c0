import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useParams } from 'react-router';
import { api } from '@/api/client';
import type { IntroductionView } from '@/api/gen';
import { introductionsReadOptions } from '@/api/gen/@tanstack/react-query.gen';
import { refresh } from '@/api/hooks';
import { dateTime } from '@/shared/lib/format';
import { labelOf, useLang } from '@/shared/lib/text';
import {
  Button,
  CopyText,
  DemoTag,
  DescriptionGrid,
  historyItems,
  PageHeader,
  ProblemAlert,
  Skeleton,
  StateTag,
  Tag,
  Timeline,
} from '@/shared/ui';
import { ActionBar, type ActionFacts } from '@/shared/work';
import { useMatchText } from '../i18n';
import { INTRODUCTION_STATES, SIDES } from '../labels';
import { ContactLog } from './ContactLog';
import { Secrets } from './Secrets';
import s from './introductions.module.css';

const REASONED = ['decline', 'withdraw', 'fail'];
const TALKING = ['established', 'agreed'];

/** One introduction: consents, contacts, common history, what comes next. */
export default function IntroductionPage() {
  const t = useMatchText();
  const { id = '' } = useParams();
  const client = useQueryClient();
  const { data, error, refetch } = useQuery(
    introductionsReadOptions({ path: { introduction_id: id } }),
  );
  if (!data) {
    return error ? (
      <ProblemAlert error={error} onRetry={() => void refetch()} />
    ) : (
      <Skeleton rows={12} />
    );
  }
  const act = async (action: string, { reason }: ActionFacts) => {
    const body = REASONED.includes(action) ? { reason } : undefined;
    await api.post<IntroductionView>(`/api/v1/introductions/${id}/${action}`, body, {
      version: data.version,
    });
    await refresh(client, 'introductionsRead', 'introductionsList', 'meTodos');
  };
  return (
    <>
      <PageHeader
        title={data.outcome_title}
        trail={[[t('introductions'), '/work/introductions'], [data.number]]}
        tags={
          <>
            <StateTag status={data.status} labels={INTRODUCTION_STATES} />
            {data.waiting_for_me && <Tag tone="seal">{t('waitingForMe')}</Tag>}
            <DemoTag show={data.is_demo} />
          </>
        }
        extra={
          <span className={s.buttons}>
            {TALKING.includes(data.status) && (
              <Button kind="primary" to={`/work/deals/${id}`}>
                {t('deal')}
              </Button>
            )}
            <ActionBar
              actions={data.available_actions}
              onAction={act}
              danger={['decline', 'withdraw', 'fail']}
              primary="consent"
            />
          </span>
        }
      />
      <div className={s.columns}>
        <div className={s.main}>
          <section className="panel">
            <h2>{t('consents')}</h2>
            <ul className={s.consents}>
              <Consent
                side={t('demander')}
                name={data.demander_org_name}
                at={data.demander_consent_at}
              />
              <Consent side={t('holder')} name={data.holder_org_name} at={data.holder_consent_at} />
            </ul>
          </section>
          <Message introduction={data} />
          <ContactLog introduction={data} />
        </div>
        <Side introduction={data} />
      </div>
    </>
  );
}

function Consent({ side, name, at }: { side: string; name: string; at: string | null }) {
  const t = useMatchText();
  return (
    <li data-given={at !== null}>
      <span className={s.quiet}>{side}</span>
      <b>{name}</b>
      <Tag tone={at ? 'good' : 'grey'} icon>
        {at ? t('agreedAt', { when: dateTime(at) }) : t('notYet')}
      </Tag>
    </li>
  );
}

function Message({ introduction: data }: { introduction: IntroductionView }) {
  const t = useMatchText();
  const lang = useLang();
  return (
    <section className="panel">
      <h2>{t('message')}</h2>
      <p className={s.text}>{data.message}</p>
      <p className={s.quiet}>
        {t('from', { side: labelOf(SIDES[data.proposed_by_side], lang) })} ·{' '}
        {dateTime(data.created_at)}
      </p>
      {data.end_reason && (
        <p>
          {t('endReason')}：{data.end_reason}
        </p>
      )}
    </section>
  );
}

function Side({ introduction: data }: { introduction: IntroductionView }) {
  const t = useMatchText();
  return (
    <aside className={s.side}>
      <section className="panel">
        <DescriptionGrid
          items={[
            { label: t('number'), value: <CopyText text={data.number} /> },
            {
              label: t('outcome'),
              value: <Link to={`/library/${data.record_id}`}>{data.outcome_title}</Link>,
            },
            data.demand_id !== null && {
              label: t('demand'),
              value: <Link to={`/demands/${data.demand_id}`}>{data.demand_title}</Link>,
            },
            data.next_step !== '' && {
              label: t('nextStep'),
              value: [data.next_step, data.next_date].filter(Boolean).join(' '),
            },
          ]}
        />
      </section>
      <section className="panel">
        <h2>{t('contacts')}</h2>
        {data.contacts.length === 0 ? (
          <p className={s.quiet}>{t('contactsHint')}</p>
        ) : (
          <ul className={s.people}>
            {data.contacts.map((person) => (
              <li key={person.side}>
                <b>{person.name}</b> <span className={s.quiet}>{person.organisation}</span>
                <br />
                <a href={`mailto:${person.email}`}>{person.email}</a>
              </li>
            ))}
          </ul>
        )}
      </section>
      {data.may_read_confidential && <Secrets id={data.id} />}
      <section className="panel">
        <h2>{t('history')}</h2>
        <Timeline items={historyItems(data.history).reverse()} />
      </section>
    </aside>
  );
}
