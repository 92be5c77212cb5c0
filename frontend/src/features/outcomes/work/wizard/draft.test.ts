import { expect, it } from 'vitest';
import { toBody, type Draft } from './draft';
import { stepOf } from './Rail';

const draft = {
  title: '名称',
  kind: undefined,
  year: null,
  tcm: { syndromes: ['甲'], traditional_knowledge: undefined },
  cooperation: { modes: ['license'], region: undefined },
  parameters: [{ name: '灵敏度', value: undefined }],
  cases: [{}],
  ip_rights: [{ type: 'invention', filing_date: null, number: undefined }],
} as unknown as Draft;

it('sends null for emptied fields and leaves out what rows do not say', () => {
  const body = toBody(draft);
  expect(body.kind).toBeNull();
  expect(body.year).toBeNull();
  expect(body.parameters).toEqual([{ name: '灵敏度' }]);
  expect(body.cases).toEqual([{}]);
  expect(body.ip_rights).toEqual([{ type: 'invention' }]);
  expect(body.cooperation).toEqual({ modes: ['license'] });
  expect(body.tcm).toEqual({ syndromes: ['甲'] });
});

it('finds the step of a field, of a part of it and of one the server lists', () => {
  expect(stepOf([], '/title')).toBe('basic');
  expect(stepOf([], '/parameters/2/value')).toBe('technical');
  expect(stepOf([], '/ip_rights/0')).toBe('ip');
  expect(stepOf([], '/cooperation/modes')).toBe('cooperation');
  expect(stepOf([], '/attachments')).toBe('files');
  const missing = [{ pointer: '/summary', label: '', detail: '', waivable: false }];
  const section = { code: 'files', label_zh: '', label_en: '', done: 0, total: 1, missing };
  expect(stepOf([section], '/summary')).toBe('files');
});
