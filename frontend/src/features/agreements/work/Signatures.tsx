import { Button } from 'antd';
import { useState } from 'react';
import type { AgreementDetail, SignatureView } from '@/api/gen';
import { dateTime } from '@/shared/lib/format';
import { CopyText, Tag } from '@/shared/ui';
import { useAgreementsText } from '../i18n';
import { SignDialog } from './SignDialog';
import s from './Room.module.css';

/** Who has signed, in which capacity, when, bound to which text. */
export function Signatures({ agreement }: { agreement: AgreementDetail }) {
  const t = useAgreementsText();
  const [open, setOpen] = useState(false);
  const living = agreement.signatures.filter((signature) => !signature.voided_at);
  const voided = agreement.signatures.filter((signature) => signature.voided_at);
  const sides = [
    { org: agreement.holder_org_id, label: t('holder'), name: agreement.holder_name },
    { org: agreement.demander_org_id, label: t('demander'), name: agreement.demander_name },
  ];
  return (
    <section className="panel" aria-labelledby="signatures">
      <h2 id="signatures">{t('signatures')}</h2>
      <ul className={s.comments}>
        {sides.map((side) => {
          const mine = living.find((signature) => signature.org_id === side.org);
          return (
            <li key={side.org}>
              <small>{side.label}</small>
              <b>{side.name}</b>
              {mine ? <Signed signature={mine} /> : <Tag>{t('waiting')}</Tag>}
            </li>
          );
        })}
      </ul>
      {agreement.can_sign && (
        <Button type="primary" block onClick={() => setOpen(true)}>
          {t('sign')}
        </Button>
      )}
      {open && <SignDialog agreement={agreement} onClose={() => setOpen(false)} />}
      {voided.length > 0 && (
        <details>
          <summary>
            {t('voided')} ({voided.length})
          </summary>
          <ul className={s.comments}>
            {voided.map((signature) => (
              <li key={signature.hash}>
                <small>
                  {signature.org_name} · {signature.user_name} · {dateTime(signature.signed_at)}
                </small>
              </li>
            ))}
          </ul>
        </details>
      )}
    </section>
  );
}

function Signed({ signature }: { signature: SignatureView }) {
  const t = useAgreementsText();
  return (
    <>
      <span>{t('signedBy', { name: signature.user_name, meaning: signature.meaning })}</span>
      <small className="num">{dateTime(signature.signed_at)}</small>
      <small className="num">
        {t('signatureHash')}{' '}
        <CopyText text={signature.hash}>{signature.hash.slice(0, 16)}…</CopyText>
      </small>
    </>
  );
}
