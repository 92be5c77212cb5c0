import { defineText } from '@/shared/lib/text';

/** Words around the holder's request to keep experts away. */
export const useAvoidText = defineText(
  {
    outcomes: '成果',
    title: '申请专家回避',
    lead: '如认为某位专家可能影响公正评估，可在评估启动前提出，至多 {{n}} 名，须说明理由。',
    people: '请求回避的专家',
    limits: '平台服务人员逐名核实后决定；专家本人看不到申请与理由。评审专家名单不因此公开。',
    name: '专家姓名',
    organisation: '所在单位',
    organisationHint: '同名较多时请填写，以免误认',
    reason: '理由',
    add: '添加一名',
    remove: '移除',
    none: '没有请求任何专家回避',
    save: '提交申请',
    saved: '已提交',
    filed: '{{who}} 于 {{at}} 提交',
    toOutcome: '返回成果',
  },
  {
    outcomes: 'Outcomes',
    title: 'Experts to keep away',
    lead: {
      one: 'If you think that an expert may not judge fairly, say so before the assessment starts: {{n}} at most, with the reason.',
      other:
        'If you think that an expert may not judge fairly, say so before the assessment starts: {{n}} at most, each with a reason.',
    },
    people: 'Experts to keep away',
    limits:
      'Platform staff look into each and decide; the expert sees neither request nor reason. The panel stays undisclosed.',
    name: 'Name of the expert',
    organisation: 'Organisation',
    organisationHint: 'Where the name is common, so that nobody else is meant',
    reason: 'Reason',
    add: 'Add one',
    remove: 'Remove',
    none: 'Nobody is to be kept away',
    save: 'File the request',
    saved: 'Filed',
    filed: 'Filed by {{who}}, {{at}}',
    toOutcome: 'Back to the outcome',
  },
);
