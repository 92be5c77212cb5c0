import type { Registration } from '@/api/me';
import { usccFault } from '@/shared/lib/uscc';
import type { zh } from '../i18n.zh';

export interface Draft {
  email: string;
  password: string;
  name: string;
  role: string;
  organisation: boolean;
  organisationName: string;
  organisationKind: string;
  creditCode: string;
  terms: boolean;
}

type TextKey = keyof typeof zh;

export const ROLES = [
  ['holder', 'roleHolder'],
  ['demander', 'roleDemander'],
  ['expert', 'roleExpert'],
] as const satisfies readonly (readonly [string, TextKey])[];

export const KINDS = [
  'hospital',
  'university',
  'institute',
  'company',
  'investor',
  'government',
  'other',
] as const satisfies readonly TextKey[];

const CREDIT = {
  length: 'creditLength',
  alphabet: 'creditAlphabet',
  checksum: 'creditChecksum',
} as const;

export const MIN_PASSWORD = 12;

/** What can be told before asking the server, by field. */
export function localFaults(draft: Draft): Partial<Record<keyof Draft, TextKey & ErrorKey>> {
  const faults: Partial<Record<keyof Draft, TextKey & ErrorKey>> = {};
  if (!draft.name.trim()) faults.name = 'required';
  if (!/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(draft.email.trim())) faults.email = 'emailWrong';
  if ([...draft.password].length < MIN_PASSWORD) faults.password = 'passwordShort';
  if (draft.organisation) {
    if (!draft.organisationName.trim()) faults.organisationName = 'required';
    if (!draft.organisationKind) faults.organisationKind = 'required';
    const fault = usccFault(draft.creditCode);
    if (fault) faults.creditCode = CREDIT[fault];
  }
  if (!draft.terms) faults.terms = 'termsMissing';
  return faults;
}

type ErrorKey =
  | 'required'
  | 'emailWrong'
  | 'passwordShort'
  | 'termsMissing'
  | (typeof CREDIT)[keyof typeof CREDIT];

export const toRegistration = (draft: Draft): Registration => ({
  email: draft.email.trim(),
  password: draft.password,
  name: draft.name.trim(),
  role: draft.role,
  accept_terms: draft.terms,
  organisation: draft.organisation
    ? {
        name: draft.organisationName.trim(),
        kind: draft.organisationKind,
        credit_code: draft.creditCode.trim().toUpperCase(),
      }
    : null,
});
