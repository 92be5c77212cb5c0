import type { AgreementDetail } from '@/api/gen';
import { date } from '@/shared/lib/format';
import { CheckIcon } from '@/shared/ui';
import { useAgreementsText } from '../i18n';
import s from './Stepper.module.css';

type State = 'done' | 'now' | 'wait' | 'skip';

/** 条款 → 公示 → 双方签署 → 生效. */
export function Stepper({ agreement }: { agreement: AgreementDetail }) {
  const t = useAgreementsText();
  const { status, publicity, publicity_required: required } = agreement;
  const frozen = status === 'signing' || status === 'signed' || status === 'terminated';
  const inForce = status === 'signed' || status === 'terminated';
  const living = agreement.signatures.filter((signature) => !signature.voided_at).length;
  const posting: State = !required
    ? 'skip'
    : frozen || publicity?.state === 'finished'
      ? 'done'
      : publicity
        ? 'now'
        : 'wait';
  const steps: { key: string; label: string; state: State; note: string }[] = [
    {
      key: 'terms',
      label: t('stepTerms'),
      state: frozen ? 'done' : 'now',
      note: t('draftNo', { n: agreement.draft_no }),
    },
    {
      key: 'publicity',
      label: t('stepPublicity'),
      state: posting,
      note: !required
        ? t('notRequired')
        : publicity
          ? t('publicitySpan', { start: publicity.start_on, end: publicity.end_on })
          : '',
    },
    {
      key: 'sign',
      label: t('stepSign'),
      state: inForce ? 'done' : frozen ? 'now' : 'wait',
      note: `${living} / 2`,
    },
    {
      key: 'force',
      label: t('stepForce'),
      state: inForce ? 'done' : 'wait',
      note: agreement.signed_at ? date(agreement.signed_at) : '',
    },
  ];
  return (
    <ol className={s.steps} aria-label={t('steps')} data-ended={status === 'cancelled'}>
      {steps.map((step, index) => (
        <li key={step.key} data-state={step.state} aria-current={step.state === 'now' && 'step'}>
          <i aria-hidden>{step.state === 'done' ? <CheckIcon /> : index + 1}</i>
          <b>{step.label}</b>
          <small className="num">
            {step.state === 'done' && <span className="vh">{t('done')} </span>}
            {step.note}
          </small>
        </li>
      ))}
    </ol>
  );
}
