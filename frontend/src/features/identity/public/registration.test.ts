import { expect, it } from 'vitest';
import { localFaults, toRegistration, type Draft } from './registration';

const draft: Draft = {
  email: 'a@example.cn',
  password: '十个字符以上的一句话',
  name: '王某',
  role: 'holder',
  organisationName: '某医院',
  organisationKind: 'hospital',
  creditCode: '91110108551385082q',
  terms: true,
};

it('accepts a complete registration and sends the code in capitals', () => {
  expect(localFaults(draft)).toEqual({});
  expect(toRegistration(draft).organisation.credit_code).toBe('91110108551385082Q');
});

it('names every fault at its field', () => {
  expect(
    localFaults({
      ...draft,
      email: 'a',
      password: 'short',
      name: ' ',
      organisationKind: null,
      creditCode: '91110108551385082R',
      terms: false,
    }),
  ).toEqual({
    email: 'emailWrong',
    password: 'passwordShort',
    name: 'required',
    organisationKind: 'required',
    creditCode: 'creditChecksum',
    terms: 'termsMissing',
  });
});

it('asks no code of a person', () => {
  const person: Draft = { ...draft, organisationKind: 'individual', creditCode: '' };
  expect(localFaults(person)).toEqual({});
  expect(toRegistration(person).organisation.credit_code).toBeNull();
});
