import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from 'react-router';
import { agreementsReadOptions } from '@/api/gen/@tanstack/react-query.gen';
import { CopyText, DemoTag, PageHeader, ProblemAlert, Skeleton, StateTag } from '@/shared/ui';
import { useAgreementsText } from '../i18n';
import { AGREEMENT_STATES } from '../labels';
import { AgreementActions, AgreementRoom } from './AgreementRoom';

/** One agreement from its terms to both signatures. */
export default function AgreementPage() {
  const t = useAgreementsText();
  const { id = '' } = useParams();
  const { data, error, isPending, refetch } = useQuery(
    agreementsReadOptions({ path: { agreement_id: id } }),
  );
  if (isPending) return <Skeleton rows={10} />;
  if (!data) return <ProblemAlert error={error} onRetry={() => void refetch()} />;
  return (
    <>
      <PageHeader
        title={data.title}
        trail={[[t('agreements'), '/work/agreements'], [data.number]]}
        tags={
          <>
            <StateTag status={data.status} labels={AGREEMENT_STATES} />
            <DemoTag show={data.is_demo} />
          </>
        }
        subtitle={
          <>
            <CopyText text={data.number} /> · {data.holder_name} × {data.demander_name}
            {data.my_side && (
              <>
                {' · '}
                {t('mySide', { side: t(data.my_side === 'holder' ? 'holder' : 'demander') })}
                {' · '}
                <Link to={`/work/deals/${data.introduction_id}`}>{t('deal')}</Link>
              </>
            )}
          </>
        }
        extra={<AgreementActions agreement={data} />}
      />
      <AgreementRoom agreement={data} />
    </>
  );
}
