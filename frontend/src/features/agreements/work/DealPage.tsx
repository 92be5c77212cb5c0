import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from 'react-router';
import {
  agreementsListOptions,
  agreementsReadOptions,
  introductionsReadOptions,
} from '@/api/gen/@tanstack/react-query.gen';
import { DemoTag, Notice, PageHeader, ProblemAlert, Skeleton, StateTag } from '@/shared/ui';
import { useAgreementsText } from '../i18n';
import { AGREEMENT_STATES } from '../labels';
import { AgreementActions, AgreementRoom } from './AgreementRoom';
import { DraftForm } from './DraftForm';
import { Notes } from './Notes';
import s from './Room.module.css';

const LIVING = ['drafting', 'publicity', 'signing', 'signed', 'terminated'];

/** The deal room of one introduction: notes of the talks and the agreement that comes of them. */
export default function DealPage() {
  const t = useAgreementsText();
  const { introductionId = '' } = useParams();
  const introduction = useQuery(
    introductionsReadOptions({ path: { introduction_id: introductionId } }),
  );
  const found = useQuery(
    agreementsListOptions({ query: { introduction_id: introductionId, size: 20 } }),
  );
  const row = found.data?.items.find((item) => LIVING.includes(item.status));
  const agreement = useQuery({
    ...agreementsReadOptions({ path: { agreement_id: row?.id ?? '' } }),
    enabled: Boolean(row),
  });
  const { data } = introduction;
  if (introduction.isPending) return <Skeleton rows={10} />;
  if (!data) {
    return <ProblemAlert error={introduction.error} onRetry={() => void introduction.refetch()} />;
  }
  const talking = data.status === 'established' || data.status === 'agreed';
  return (
    <>
      <PageHeader
        title={t('dealOf', { title: data.outcome_title })}
        trail={[
          [t('introduction'), '/work/introductions'],
          [data.number, `/work/introductions/${introductionId}`],
          [t('deal')],
        ]}
        tags={
          <>
            {agreement.data && (
              <StateTag status={agreement.data.status} labels={AGREEMENT_STATES} />
            )}
            <DemoTag show={data.is_demo} />
          </>
        }
        subtitle={`${data.holder_org_name} × ${data.demander_org_name}`}
        extra={agreement.data && <AgreementActions agreement={agreement.data} />}
      />
      {!talking && <Notice>{t('notEstablished')}</Notice>}
      <div className={s.stack}>
        {talking && <Notes introductionId={introductionId} writable={data.may_note} />}
        <ProblemAlert error={found.error ?? agreement.error} onRetry={() => void found.refetch()} />
        {row && agreement.isPending && <Skeleton rows={8} />}
        {agreement.data && (
          <>
            <p>
              <Link to={`/work/agreements/${agreement.data.id}`}>
                {agreement.data.number} {agreement.data.title}
              </Link>
            </p>
            <AgreementRoom agreement={agreement.data} />
          </>
        )}
        {found.data && !row && data.status === 'established' && data.my_side && (
          <DraftForm introductionId={introductionId} title={data.outcome_title} />
        )}
      </div>
    </>
  );
}
