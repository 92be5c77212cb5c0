import type { OutcomeDraftInput, OutcomeView } from '@/api/gen';

export type Draft = Required<
  Omit<OutcomeDraftInput, 'tcm' | 'cooperation' | 'parameters' | 'cases' | 'ip_rights'>
> & {
  tcm: NonNullable<OutcomeDraftInput['tcm']>;
  cooperation: NonNullable<OutcomeDraftInput['cooperation']>;
  parameters: NonNullable<OutcomeDraftInput['parameters']>;
  cases: NonNullable<OutcomeDraftInput['cases']>;
  ip_rights: NonNullable<OutcomeDraftInput['ip_rights']>;
};

export const STEPS = ['basic', 'technical', 'ip', 'cooperation', 'files'] as const;
export type Step = (typeof STEPS)[number];

/** What the form starts from. */
export function toDraft(view: OutcomeView): Draft {
  return {
    title: view.title,
    kind: view.kind,
    tech_field: view.tech_field,
    scene: view.scene,
    maturity: view.maturity,
    maturity_evidence: view.maturity_evidence,
    summary: view.summary,
    background: view.background,
    innovation: view.innovation,
    contribution: view.contribution,
    diseases: view.diseases,
    tcm: {
      syndromes: view.tcm.syndromes,
      herbs: view.tcm.herbs,
      formula_source: view.tcm.formula_source,
      traditional_knowledge: view.tcm.traditional_knowledge,
      endangered: view.tcm.endangered,
    },
    parameters: view.parameters,
    cases: view.cases.map((row) => ({
      place: row.place,
      period: row.period,
      numbers: row.numbers,
      effect: row.effect,
      proof: row.proof,
      deidentified: row.deidentified,
      consent: row.consent,
    })),
    ip_rights: view.ip_rights.map((right) => ({
      type: right.type,
      title: right.title,
      number: right.number,
      application_number: right.application_number,
      state: right.state,
      owner: right.owner,
      inventors: right.inventors,
      filing_date: right.filing_date,
      publication_date: right.publication_date,
      grant_date: right.grant_date,
      expiry_date: right.expiry_date,
      scope: right.scope,
      note: right.note,
    })),
    cooperation: {
      modes: view.cooperation.modes,
      exclusivity: view.cooperation.exclusivity,
      region: view.cooperation.region,
      price_idea: view.cooperation.price_idea,
      note: view.cooperation.note,
    },
    ownership_basis: view.ownership_basis,
    inventors_count: view.inventors_count,
    year: view.year,
    public_fund: view.public_fund,
    hgr_involved: view.hgr_involved,
    ethics: view.ethics,
    secret_level: view.secret_level,
    confidential_note: view.confidential_note,
    undisclosed: view.undisclosed,
    self_check: view.checklist.filter((item) => item.checked).map((item) => item.code),
  };
}

/** antd leaves undefined where a field was emptied; the API wants null, and drops empty rows. */
export function toBody(draft: Draft): OutcomeDraftInput {
  const plain = JSON.parse(
    JSON.stringify(draft, (_key, value: unknown) => (value === undefined ? null : value)),
  ) as Draft;
  const rows = <T extends object>(list: T[]): T[] =>
    list.map(
      (row) =>
        Object.fromEntries(
          Object.entries(row).filter(([, value]) => value !== null),
        ) as unknown as T,
    );
  return {
    ...plain,
    tcm: rows([plain.tcm])[0],
    cooperation: rows([plain.cooperation])[0],
    parameters: rows(plain.parameters),
    cases: rows(plain.cases),
    ip_rights: rows(plain.ip_rights),
  };
}
