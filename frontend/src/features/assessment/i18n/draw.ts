import { defineText } from '@/shared/lib/text';

/** Words around drawing experts by lot. */
export const useDrawText = defineText(
  {
    draw: '随机抽取专家',
    drawLead:
      '在没有发现任何利益关系、在办任务未满且不参与组织的专家中，按类别随机抽取。种子与备选名单随抽取保存，任何人可复算；抽中者即列入专家组，可在启动前移出。',
    drawNow: '抽取 {{n}} 名',
    cancel: '取消',
    free: '可抽取 {{n}} 名',
    draws: '抽取记录',
    drawsLead:
      '签号为“种子|专家编号”的 SHA-256，每类取最小的几个；打开本页时已按记录重新抽取一遍。',
    drawnAt: '{{at}}，{{by}}',
    holds: '复算一致',
    broken: '复算不一致',
    seed: '种子',
    category: '类别',
    expert: '备选专家',
    lot: '签号',
    result: '结果',
    hit: '抽中',
    missed: '未抽中',
  },
  {
    draw: 'Draw experts by lot',
    drawLead:
      'Among experts against whom nothing was found, who have time left and do not organise. Seed and pool are kept with the draw, so that anybody can draw again; who is drawn is on the panel and can be taken off until the start.',
    drawNow: 'Draw {{n}}',
    cancel: 'Cancel',
    free: '{{n}} to draw from',
    draws: 'Draws by lot',
    drawsLead:
      'A lot is the SHA-256 of “seed|expert id”; the smallest of each category are drawn. Each draw was repeated when this page opened.',
    drawnAt: '{{at}}, {{by}}',
    holds: 'holds',
    broken: 'does not hold',
    seed: 'Seed',
    category: 'Category',
    expert: 'Pool',
    lot: 'Lot',
    result: 'Result',
    hit: 'drawn',
    missed: 'not drawn',
  },
);
