import { expect, test } from 'vitest';
import { fromFen, toBody } from './DemandForm';

test('the form holds 万元, the interface whole fen', () => {
  expect(toBody({ title: '寻求中药', budget_fen: 500 }).budget_fen).toBe(500_000_000);
  expect(toBody({ title: '寻求中药', budget_fen: 0.07 }).budget_fen).toBe(70_000);
  expect(toBody({ title: '寻求中药' }).budget_fen).toBeNull();
  expect(fromFen(500_000_000)).toBe(500);
  expect(fromFen(null)).toBeUndefined();
});

test('what was left empty is sent as unknown, never as a guess', () => {
  expect(toBody({ title: '寻求中药', deadline: '' })).toEqual({
    title: '寻求中药',
    description: '',
    demand_type: null,
    field: null,
    scene: null,
    diseases: [],
    modes: [],
    budget_fen: null,
    deadline: null,
    confidential_note: '',
  });
});
