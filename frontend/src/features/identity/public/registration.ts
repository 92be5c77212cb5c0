import type { OrganisationKind, RegisterInput } from '@/api/gen';
import { usccFault } from '@/shared/lib/uscc';
import type { zh } from '../i18n.zh';

export interface Draft {
  email: string;
  password: string;
  name: string;
  role: RegisterInput['role'];
  organisationName: string;
  organisationKind: OrganisationKind | null;
  creditCode: string;
  terms: boolean;
}

type TextKey = keyof typeof zh;

export const ROLES = [
  ['holder', 'roleHolder'],
  ['demander', 'roleDemander'],
  ['expert', 'roleExpert'],
] as const satisfies readonly (readonly [RegisterInput['role'], TextKey])[];

export const KINDS = [
  'hospital',
  'university',
  'institute',
  'company',
  'investor',
  'government',
  'association',
  'individual',
  'other',
] as const satisfies readonly (OrganisationKind & TextKey)[];

const CREDIT = {
  length: 'creditLength',
  alphabet: 'creditAlphabet',
  checksum: 'creditChecksum',
} as const;

type FaultKey =
  | 'required'
  | 'emailWrong'
  | 'passwordShort'
  | 'termsMissing'
  | (typeof CREDIT)[keyof typeof CREDIT];

export const MIN_PASSWORD = 10;

/** What can be told before asking the server, by field. */
export function localFaults(draft: Draft): Partial<Record<keyof Draft, FaultKey>> {
  const faults: Partial<Record<keyof Draft, FaultKey>> = {};
  if (!draft.name.trim()) faults.name = 'required';
  if (!/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(draft.email.trim())) faults.email = 'emailWrong';
  if ([...draft.password].length < MIN_PASSWORD) faults.password = 'passwordShort';
  if (!draft.organisationName.trim()) faults.organisationName = 'required';
  if (!draft.organisationKind) faults.organisationKind = 'required';
  // A person who owns an outcome has no code of an organisation.
  if (draft.creditCode.trim() || draft.organisationKind !== 'individual') {
    const fault = usccFault(draft.creditCode);
    if (fault) faults.creditCode = CREDIT[fault];
  }
  if (!draft.terms) faults.terms = 'termsMissing';
  return faults;
}

export const toRegistration = (draft: Draft): RegisterInput => ({
  email: draft.email.trim(),
  password: draft.password,
  name: draft.name.trim(),
  role: draft.role,
  accept_terms: draft.terms,
  organisation: {
    name: draft.organisationName.trim(),
    kind: draft.organisationKind ?? 'other',
    credit_code: draft.creditCode.trim().toUpperCase() || null,
  },
});
