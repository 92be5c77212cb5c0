import { Button } from 'antd';
import type { AgreementDetail } from '@/api/gen';
import { date } from '@/shared/lib/format';
import { labelOf, useLang } from '@/shared/lib/text';
import { DescriptionGrid, Tag } from '@/shared/ui';
import { useAgreementsText } from '../i18n';
import { CLAUSE_KEYS, CLAUSES } from '../labels';
import s from './Room.module.css';

/** The terms as they stand. */
export function TermsView({
  agreement,
  onEdit,
}: {
  agreement: AgreementDetail;
  onEdit?: () => void;
}) {
  const t = useAgreementsText();
  const lang = useLang();
  const { terms } = agreement;
  const rights = agreement.rights.filter((right) => right.selected);
  return (
    <section className="panel" aria-labelledby="terms">
      <div className={s.head}>
        <h2 id="terms">{t('terms')}</h2>
        {onEdit && <Button onClick={onEdit}>{t('editTerms')}</Button>}
      </div>
      <DescriptionGrid
        items={[
          { label: t('kind'), value: agreement.contract_kind_label },
          { label: t('mode'), value: agreement.transfer_mode_label },
          agreement.licence_kind_label
            ? { label: t('licenceKind'), value: agreement.licence_kind_label }
            : null,
          {
            label: t('term'),
            value:
              terms.start_date && terms.end_date
                ? t('termValue', { start: terms.start_date, end: terms.end_date })
                : null,
          },
          {
            label: t('amount'),
            value: agreement.amount_text ? (
              <>
                <b className="num">{agreement.amount_text}</b>
                <small className={s.capital} lang="zh-CN">
                  {t('capital', { text: agreement.amount_capital ?? '' })}
                </small>
              </>
            ) : null,
          },
          { label: t('paymentScheme'), value: agreement.payment_scheme_label },
          { label: t('pricingMethod'), value: agreement.pricing_method_label },
          { label: t('place'), value: terms.place },
          { label: t('subject'), value: terms.subject, wide: true },
        ]}
      />
      {agreement.payments.length > 0 && (
        <>
          <h3>{t('payments')}</h3>
          <ol className={s.payments}>
            {agreement.payments.map((payment, index) => (
              <li key={index}>
                <span>{payment.condition}</span>
                <b className="num">
                  {payment.amount_text} {t('yuan')}
                </b>
                <small className="num">{payment.due_on ? date(payment.due_on) : ''}</small>
              </li>
            ))}
          </ol>
        </>
      )}
      <h3>{t('rights')}</h3>
      {rights.length === 0 && !terms.covers_know_how && (
        <p className={s.quiet}>{t('notWritten')}</p>
      )}
      <ul className={s.rights}>
        {rights.map((right) => (
          <li key={right.right_id}>
            <b>{right.title}</b> <Tag>{right.kind_label}</Tag>{' '}
            <small className="num">
              {right.number} · {right.state_label}
              {right.expiry_date && ` · ${t('expires', { date: right.expiry_date })}`}
            </small>
          </li>
        ))}
        {terms.covers_know_how && <li>{t('coversKnowHow')}</li>}
      </ul>
      <h3>{t('clauses')}</h3>
      <dl className={s.clauses}>
        {CLAUSE_KEYS.map((key) => (
          <div key={key}>
            <dt>{labelOf(CLAUSES[key], lang)}</dt>
            <dd data-empty={!terms.clauses?.[key]}>{terms.clauses?.[key] || t('notWritten')}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
