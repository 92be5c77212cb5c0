import { describe, expect, it } from 'vitest';
import type { MaterialLineView } from '@/api/gen';
import { missingItems, textLines } from './missing';

const line = (code: string, label: string, done: boolean): MaterialLineView => ({
  code,
  label,
  done,
  leaf: code,
  proofs: [],
  may_waive: true,
  returned: '',
  entries: [],
});

describe('missing materials', () => {
  const lines_list = [line('A1', '临床需求', false), line('B1', '市场规模', true)];

  it('leads to the line, or to the project facts', () => {
    const missing = ['临床需求', '团队成员“张三”未填写角色'];
    expect(missingItems({ lines_list, missing, evidence_id: 'e1' })).toEqual([
      { label: '临床需求', href: '#line-A1' },
      { label: '团队成员“张三”未填写角色', href: '/work/evidence/e1?tab=project' },
    ]);
  });

  it('has no link where there is no evidence base', () => {
    expect(missingItems({ lines_list, missing: ['x'], evidence_id: null })).toEqual([
      { label: 'x' },
    ]);
  });

  it('reads one reason per line', () => {
    expect(textLines(' 材料造假 \n\n权属不清\n')).toEqual(['材料造假', '权属不清']);
  });
});
