import type { EvidenceFacts, FigureView, PrefillView } from '@/api/gen';

export type EvidencePart = EvidenceFacts['parts'][string];

const filled: Readonly<Record<EvidencePart, (facts: EvidenceFacts) => boolean>> = {
  utility: (facts) => facts.utility.length > 0,
  cost: (facts) => facts.cost !== null,
  market: (facts) => facts.market !== null,
  trend: (facts) => facts.trend !== null,
  novelty: ({ profile }) =>
    profile.novelty.claim !== 'none' || profile.novelty.report_file_id !== null,
  stage: (facts) => facts.stage !== null || facts.profile.milestones.length > 0,
  interfaces: (facts) => facts.profile.interfaces.length > 0,
  rights: (facts) => facts.rights.length > 0,
  team: (facts) => facts.profile.team.length > 0,
};

export interface LeafFacts {
  figures: FigureView[];
  part: EvidencePart | null;
  prefill: PrefillView | null;
  /** What does not fit: marks of ended rights, a claim without report, members without role. */
  remarks: string[];
}

/** What the evidence base holds for one leaf. */
export function evidenceOf(facts: EvidenceFacts, leaf: string): LeafFacts {
  const part = facts.parts[leaf] ?? null;
  const prefill = facts.prefills.find((row) => row.leaf === leaf) ?? null;
  const { novelty } = facts.profile;
  const unproven = novelty.claim !== 'none' && novelty.report_file_id === null;
  return {
    figures: facts.figures.filter((figure) => figure.leaf === leaf),
    part: part && filled[part](facts) ? part : null,
    prefill,
    remarks: [
      ...(prefill?.marks ?? []),
      ...(part === 'team' ? facts.gaps : []),
      ...(part === 'novelty' && unproven ? facts.warnings.slice(-1) : []),
    ],
  };
}
