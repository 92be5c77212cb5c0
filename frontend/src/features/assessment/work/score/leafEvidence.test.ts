import { describe, expect, it } from 'vitest';
import type { EvidenceFacts } from '@/api/gen';
import { evidenceOf } from './leafEvidence';

const FACTS: EvidenceFacts = {
  outcome_id: 'o',
  outcome_title: '软肝颗粒',
  stage: 'pilot',
  stage_label: '中试阶段',
  figures: [
    {
      leaf: 'A2',
      leaf_name: '效用提升度',
      kind: 'clinical_trial',
      kind_label: '临床试验结果',
      name: '有效率',
      value: 75.2,
      unit: '%',
      file_id: 'f',
      file_name: '报告.pdf',
      page: '第 12 页',
      source: '',
      citation: '',
      citation_title: '',
      year: null,
    },
  ],
  citations: [],
  market: null,
  trend: null,
  utility: [],
  cost: null,
  profile: {
    novelty: {
      claim: 'domestic',
      claim_label: '填补国内空白',
      note: '',
      report_file_id: null,
      report_name: '',
      report_number: '',
    },
    milestones: [],
    interfaces: [],
    team: [],
  },
  rights: [],
  prefills: [
    { leaf: 'D1', leaf_name: '布局', value: 37.5, rule: 'r', reasons: [], marks: ['期限届满'] },
  ],
  parts: { A2: 'utility', B1: 'market', C1: 'novelty', C3: 'stage', D1: 'rights', E1: 'team' },
  warnings: ['技术创新性：声明填补空白，但没有查新报告（填补国内空白）'],
  gaps: ['团队成员“张三”未填写角色'],
  editable: false,
};

describe('evidence at a leaf', () => {
  it('shows the figures of the leaf and of no other (5.1.2.2.2)', () => {
    expect(evidenceOf(FACTS, 'A2').figures.map((figure) => figure.name)).toEqual(['有效率']);
    expect(evidenceOf(FACTS, 'A1')).toEqual({
      figures: [],
      part: null,
      prefill: null,
      remarks: [],
    });
  });

  it('leaves out parts that nobody filled', () => {
    expect(evidenceOf(FACTS, 'B1').part).toBeNull();
    expect(evidenceOf(FACTS, 'C3').part).toBe('stage');
  });

  it('marks an ended right beside the proposed points (5.1.2.1.6)', () => {
    const found = evidenceOf(FACTS, 'D1');
    expect(found.prefill?.value).toBe(37.5);
    expect(found.remarks).toEqual(['期限届满']);
  });

  it('warns of a claim without report and of a member without role', () => {
    expect(evidenceOf(FACTS, 'C1').remarks[0]).toContain('没有查新报告');
    const team = { ...FACTS, profile: { ...FACTS.profile, team: [] } };
    expect(evidenceOf(team, 'E1').remarks).toEqual(['团队成员“张三”未填写角色']);
  });
});
