import type {
  AgreementStatus,
  CommentLevel,
  LicenceKind,
  ObjectionStatus,
  PaymentScheme,
  PricingMethod,
  SignMeaning,
} from '@/api/gen';
import { labelOf, useLang } from '@/shared/lib/text';
import type { StateLabels, Tone } from '@/shared/ui';

export const AGREEMENT_STATES: StateLabels<AgreementStatus> = {
  drafting: { label_zh: '条款协商', label_en: 'Drafting', tone: 'indigo' },
  publicity: { label_zh: '公示中', label_en: 'Posted', tone: 'ochre' },
  signing: { label_zh: '待签署', label_en: 'Signing', tone: 'ochre' },
  signed: { label_zh: '已生效', label_en: 'In force', tone: 'good' },
  terminated: { label_zh: '已终止', label_en: 'Terminated', tone: 'grey' },
  cancelled: { label_zh: '已放弃', label_en: 'Given up', tone: 'grey' },
};

export const OBJECTION_STATES: StateLabels<ObjectionStatus> = {
  open: { label_zh: '待处理', label_en: 'Open', tone: 'ochre' },
  dismissed: { label_zh: '不成立', label_en: 'Dismissed', tone: 'grey' },
  upheld: { label_zh: '成立', label_en: 'Upheld', tone: 'seal' },
};

type PostingState = 'running' | 'objected' | 'finished' | 'void';
export const POSTING_STATES: StateLabels<PostingState> = {
  running: { label_zh: '公示中', label_en: 'Running', tone: 'indigo' },
  objected: { label_zh: '有异议待处理', label_en: 'Objection open', tone: 'ochre' },
  finished: { label_zh: '公示期满', label_en: 'Finished', tone: 'good' },
  void: { label_zh: '已作废', label_en: 'Void', tone: 'grey' },
};
export const postingState = (state: string): PostingState =>
  state in POSTING_STATES ? (state as PostingState) : 'void';

type Names<C extends string> = Readonly<Record<C, { label_zh: string; label_en: string }>>;

export const LICENCE_KINDS: Names<LicenceKind> = {
  exclusive: { label_zh: '独占许可', label_en: 'Exclusive' },
  sole: { label_zh: '排他许可', label_en: 'Sole' },
  ordinary: { label_zh: '普通许可', label_en: 'Ordinary' },
};

export const PAYMENT_SCHEMES: Names<PaymentScheme> = {
  lump_sum: { label_zh: '一次总算、一次总付', label_en: 'Lump sum' },
  instalments: { label_zh: '一次总算、分期支付', label_en: 'Instalments' },
  royalty: { label_zh: '提成支付', label_en: 'Royalty' },
  royalty_entry: { label_zh: '提成支付附加预付入门费', label_en: 'Royalty with entry fee' },
};

export const PRICING_METHODS: Names<PricingMethod> = {
  negotiated: { label_zh: '协议定价', label_en: 'Negotiated' },
  listing: { label_zh: '技术交易市场挂牌交易', label_en: 'Listing on a technology market' },
  auction: { label_zh: '拍卖', label_en: 'Auction' },
};

export const SIGN_MEANINGS: Names<SignMeaning> = {
  legal_representative: { label_zh: '法定代表人', label_en: 'Legal representative' },
  authorised: { label_zh: '授权代表', label_en: 'Authorised representative' },
};

export const COMMENT_LEVELS: StateLabels<CommentLevel> = {
  remark: { label_zh: '说明', label_en: 'Remark', tone: 'grey' },
  advice: { label_zh: '修改建议', label_en: 'Advice', tone: 'indigo' },
  risk: { label_zh: '风险提示', label_en: 'Risk', tone: 'seal' },
};

export const CLAUSES = {
  scope: { label_zh: '技术内容与范围', label_en: 'Scope' },
  rights: { label_zh: '权利归属与使用', label_en: 'Rights' },
  payment: { label_zh: '价款支付', label_en: 'Payment' },
  improvements: { label_zh: '后续改进成果的归属', label_en: 'Improvements' },
  confidentiality: { label_zh: '保密', label_en: 'Confidentiality' },
  acceptance: { label_zh: '履行与验收', label_en: 'Performance and acceptance' },
  breach: { label_zh: '违约责任与争议解决', label_en: 'Breach and disputes' },
} as const;
export type ClauseKey = keyof typeof CLAUSES;
export const CLAUSE_KEYS = Object.keys(CLAUSES) as ClauseKey[];

export const FINDING_TONES: Record<string, Tone> = {
  refuse: 'seal',
  missing: 'ochre',
  warn: 'indigo',
};

/** Options of a select from a table of names. */
export function useOptions<C extends string>(names: Names<C>): { value: C; label: string }[] {
  const lang = useLang();
  return (Object.keys(names) as C[]).map((value) => ({
    value,
    label: labelOf(names[value], lang),
  }));
}
