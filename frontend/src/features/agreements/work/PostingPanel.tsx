import { useQueryClient } from '@tanstack/react-query';
import { Link } from 'react-router';
import { api } from '@/api/client';
import type { AgreementDetail, ObjectionView } from '@/api/gen';
import { refresh } from '@/api/hooks';
import { dateTime } from '@/shared/lib/format';
import { DescriptionGrid, StateTag } from '@/shared/ui';
import { ActionBar, type ActionFacts } from '@/shared/work';
import { useAgreementsText } from '../i18n';
import { OBJECTION_STATES, POSTING_STATES, postingState } from '../labels';
import s from './Room.module.css';

/** The posting of name and price: countdown, objections and their answers. */
export function PostingPanel({ agreement }: { agreement: AgreementDetail }) {
  const t = useAgreementsText();
  const { publicity } = agreement;
  return (
    <section className="panel" aria-labelledby="publicity">
      <div className={s.head}>
        <h2 id="publicity">{t('publicity')}</h2>
        {publicity && <StateTag status={postingState(publicity.state)} labels={POSTING_STATES} />}
      </div>
      <p className={s.quiet}>{t('publicityWhy')}</p>
      {publicity ? (
        <>
          {publicity.days_left > 0 && (
            <p className={s.countdown}>{t('daysLeft', { n: publicity.days_left })}</p>
          )}
          <DescriptionGrid
            items={[
              {
                label: t('span'),
                value: t('publicitySpan', { start: publicity.start_on, end: publicity.end_on }),
              },
              { label: t('price'), value: publicity.price_text },
            ]}
          />
          <Link to={`/publicity/${publicity.id}`}>{t('publicLink')}</Link>
        </>
      ) : (
        <p>{t('publicityNone')}</p>
      )}
      {agreement.objections.length > 0 && (
        <>
          <h3>{t('objections')}</h3>
          <ul className={s.comments}>
            {agreement.objections.map((objection) => (
              <Objection key={objection.id} objection={objection} />
            ))}
          </ul>
        </>
      )}
    </section>
  );
}

function Objection({ objection }: { objection: ObjectionView }) {
  const t = useAgreementsText();
  const client = useQueryClient();
  const act = async (action: string, { reason }: ActionFacts) => {
    await api.post(
      `/api/v1/objections/${objection.id}/${action}`,
      { reason },
      { version: objection.version },
    );
    await refresh(client, 'agreementsRead', 'publicityList', 'publicityRead', 'meTodos');
  };
  return (
    <li>
      <div>
        <b>{objection.author_name}</b>{' '}
        <StateTag status={objection.status} labels={OBJECTION_STATES} />
        <small className="num">{dateTime(objection.created_at)}</small>
      </div>
      <p>{objection.body}</p>
      {objection.contact && (
        <small>
          {t('contact')}：{objection.contact}
        </small>
      )}
      {objection.resolution && (
        <small>
          {t('resolution', { text: objection.resolution, name: objection.handled_by_name })}
        </small>
      )}
      <ActionBar small actions={objection.available_actions} onAction={act} danger={['uphold']} />
    </li>
  );
}
