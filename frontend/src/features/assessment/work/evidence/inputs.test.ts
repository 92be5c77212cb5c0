import { describe, expect, it } from 'vitest';
import { comparisonInput, marketInput, profileInput, trendInput } from './inputs';

const AT = { file_id: null, page: '第 3 页' };
const estimate = { low: 1, base: 2, high: 3, source: '年鉴', year: 2025, ...AT };

describe('what is sent', () => {
  it('is the project facts without labels and file names', () => {
    const sent = profileInput({
      novelty: {
        claim: 'none',
        claim_label: '未声明',
        note: '',
        report_file_id: null,
        report_name: '',
        report_number: '',
      },
      milestones: [
        {
          name: '中试',
          state: 'done',
          state_label: '已完成',
          on: null,
          file_id: null,
          file_name: '',
        },
      ],
      interfaces: [
        {
          name: '产线',
          kind: 'workflow',
          kind_label: '工艺',
          fit: 'minor',
          fit_label: '少量',
          note: '',
        },
      ],
      team: [
        {
          name: '张三',
          role: '',
          discipline: '',
          title: '',
          task: '',
          share: null,
          complete: false,
        },
      ],
    });
    const keys = JSON.stringify(sent);
    expect(keys).not.toMatch(/_label|_name"|complete/);
    expect(sent.team).toEqual([
      { name: '张三', role: '', discipline: '', title: '', task: '', share: null },
    ]);
  });

  it('is estimates, series and comparisons without what is computed', () => {
    const shown = { ...estimate, file_name: '' };
    const market = marketInput({
      persons: shown,
      price: shown,
      low: 1,
      base: 4,
      high: 9,
      sources: [],
      points_low: 0,
      points_base: 0,
      points_high: 0,
      breakpoints: '',
    });
    expect(market).toEqual({ persons: estimate, price: estimate });
    const points = [{ year: 2025, value: 1 }];
    const series = { name: '人数', unit: '人', points, source: '年鉴', note: '', ...AT };
    const computed = { growth: 0, change: 0, direction: 'stable', direction_label: '' };
    expect(trendInput({ ...series, ...computed, file_name: '' })).toEqual(series);
    const row = { name: '有效率', unit: '%', old: 60, new: 75, lower_is_better: false, source: '' };
    const added = { difference: 15, relative: 0.25, better: true, file_name: '' };
    expect(comparisonInput({ ...row, ...AT, ...added })).toEqual({ ...row, ...AT });
  });
});
