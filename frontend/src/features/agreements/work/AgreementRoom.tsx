import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '@/api/client';
import type { AgreementDetail } from '@/api/gen';
import { agreementsReadQueryKey } from '@/api/gen/@tanstack/react-query.gen';
import { refresh } from '@/api/hooks';
import { historyItems, Tag, Timeline } from '@/shared/ui';
import { ActionBar, type ActionFacts } from '@/shared/work';
import { useAgreementsText } from '../i18n';
import { FINDING_TONES } from '../labels';
import { Comments } from './Comments';
import { DocumentPanel } from './DocumentPanel';
import { PostingPanel } from './PostingPanel';
import { Signatures } from './Signatures';
import { Stepper } from './Stepper';
import { TermsForm } from './TermsForm';
import { TermsView } from './TermsView';
import s from './Room.module.css';

/** Takes the server's answer for an agreement into every place that shows it. */
export function useTakeAgreement() {
  const client = useQueryClient();
  return async (next: AgreementDetail) => {
    client.setQueryData(agreementsReadQueryKey({ path: { agreement_id: next.id } }), next);
    await refresh(client, 'agreementsList', 'meTodos', 'introductionsRead');
  };
}

/** The buttons of an agreement. */
export function AgreementActions({ agreement }: { agreement: AgreementDetail }) {
  const take = useTakeAgreement();
  const act = async (action: string, { reason }: ActionFacts) => {
    const next = await api.post<AgreementDetail>(
      `/api/v1/agreements/${agreement.id}/${action}`,
      reason ? { reason } : undefined,
      { version: agreement.version },
    );
    await take(next);
  };
  return (
    <ActionBar
      actions={agreement.available_actions}
      onAction={act}
      danger={['cancel', 'terminate']}
    />
  );
}

/** Everything both sides see of an agreement. */
export function AgreementRoom({ agreement }: { agreement: AgreementDetail }) {
  const t = useAgreementsText();
  const [editing, setEditing] = useState(false);
  return (
    <div className={s.room}>
      <Stepper agreement={agreement} />
      <div className={s.main}>
        {editing && agreement.can_edit ? (
          <TermsForm
            key={agreement.version}
            agreement={agreement}
            onClose={() => setEditing(false)}
          />
        ) : (
          <TermsView
            agreement={agreement}
            onEdit={agreement.can_edit ? () => setEditing(true) : undefined}
          />
        )}
        <DocumentPanel agreement={agreement} />
        <Comments agreement={agreement} />
      </div>
      <div className={s.rail}>
        <Findings agreement={agreement} />
        {(agreement.publicity_required || agreement.publicity) && (
          <PostingPanel agreement={agreement} />
        )}
        <Signatures agreement={agreement} />
        <section className="panel" aria-labelledby="history">
          <h2 id="history">{t('history')}</h2>
          <Timeline items={historyItems(agreement.history).reverse()} />
        </section>
      </div>
    </div>
  );
}

function Findings({ agreement }: { agreement: AgreementDetail }) {
  const t = useAgreementsText();
  const words = { refuse: t('refuse'), missing: t('missing'), warn: t('warn') };
  return (
    <section className="panel" aria-labelledby="findings">
      <h2 id="findings">{t('findings')}</h2>
      {agreement.findings.length === 0 && <p className={s.quiet}>{t('noFindings')}</p>}
      <ul className={s.findings}>
        {agreement.findings.map((finding) => (
          <li key={finding.pointer + finding.text}>
            <Tag tone={FINDING_TONES[finding.level] ?? 'grey'} icon>
              {words[finding.level as keyof typeof words] ?? finding.level}
            </Tag>
            <span lang="zh-CN">
              {finding.text} <small>{finding.source}</small>
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
