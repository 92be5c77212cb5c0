import type { ExpertCategory, ExpertStatus, SourceSector, TieKind } from '@/api/gen';
import type { Labelled } from '@/shared/lib/text';
import type { StateLabels } from '@/shared/ui';

export const EXPERT_STATES: StateLabels<ExpertStatus> = {
  candidate: { label_zh: '待入库', label_en: 'Candidate', tone: 'ochre' },
  active: { label_zh: '在库', label_en: 'Active', tone: 'good' },
  suspended: { label_zh: '暂停', label_en: 'Suspended', tone: 'seal' },
};

export const CATEGORIES: Record<ExpertCategory, Labelled> = {
  clinical: { label_zh: '临床医学', label_en: 'Clinical medicine' },
  engineering: { label_zh: '工程技术', label_en: 'Engineering' },
  investment: { label_zh: '产业投资', label_en: 'Industry and investment' },
  ip_legal: { label_zh: '知识产权与法务', label_en: 'IP and law' },
};

export const SECTORS: Record<SourceSector, Labelled> = {
  government: { label_zh: '政府', label_en: 'Government' },
  university: { label_zh: '高校', label_en: 'University' },
  institute: { label_zh: '科研院所', label_en: 'Research institute' },
  hospital: { label_zh: '医疗机构', label_en: 'Hospital' },
  company: { label_zh: '企业', label_en: 'Company' },
  investor: { label_zh: '投资机构', label_en: 'Investor' },
};

export const TIES: Record<TieKind, Labelled> = {
  employment: { label_zh: '任职或兼职', label_en: 'Employment' },
  equity: { label_zh: '持股或投资', label_en: 'Equity' },
  consulting: { label_zh: '顾问', label_en: 'Consulting' },
  contract: { label_zh: '合同关系', label_en: 'Contract' },
  licence: { label_zh: '许可或转让谈判', label_en: 'Licence' },
  inventor: { label_zh: '发明人、完成人或论文作者', label_en: 'Inventor or author' },
  kin: { label_zh: '亲属', label_en: 'Kin' },
  teacher: { label_zh: '师生', label_en: 'Teacher and student' },
  collaboration: { label_zh: '合作研究', label_en: 'Joint research' },
  competitor: { label_zh: '竞争关系', label_en: 'Competitor' },
  other: { label_zh: '其他', label_en: 'Other' },
};
