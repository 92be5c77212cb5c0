import { useOutcomeText } from '../../i18n';
import type { Draft } from './draft';

/** Names of the fields in the dialog that merges two versions. */
export function useConflictLabels(): Partial<Record<keyof Draft, string>> {
  const t = useOutcomeText();
  return {
    title: t('title'),
    kind: t('kind'),
    tech_field: t('techField'),
    scene: t('scene'),
    maturity: t('maturity'),
    maturity_evidence: t('maturityEvidence'),
    summary: t('summary'),
    background: t('background'),
    innovation: t('innovation'),
    contribution: t('contribution'),
    diseases: t('diseases'),
    tcm: t('tcm'),
    parameters: t('parameters'),
    cases: t('cases'),
    ip_rights: t('ipRights'),
    cooperation: t('cooperation'),
    ownership_basis: t('ownershipBasis'),
    inventors_count: t('inventors'),
    year: t('year'),
    public_fund: t('publicFund'),
    hgr_involved: t('hgr'),
    ethics: t('ethics'),
    secret_level: t('secretLevel'),
    confidential_note: t('confidentialNote'),
    undisclosed: t('waived'),
    self_check: t('selfCheck'),
  };
}
