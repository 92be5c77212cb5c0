import type {
  CitationInput,
  CitationView,
  ComparisonInput,
  EstimateInput,
  EstimateView,
  FigureInput,
  FigureView,
  MarketInput,
  MarketView,
  PopulationTrendInput,
  PopulationTrendView,
  ProjectProfileInput,
  ProjectProfileView,
  UtilityRowView,
} from '@/api/gen';

/**
 * What is sent is what was read without what the server adds for reading (labels, names,
 * differences): it refuses fields it does not know.
 */
export const figureInput = (figure: FigureView): FigureInput => ({
  leaf: figure.leaf,
  kind: figure.kind as FigureInput['kind'],
  name: figure.name,
  value: figure.value,
  unit: figure.unit,
  file_id: figure.file_id,
  page: figure.page,
  source: figure.source,
  citation: figure.citation,
  year: figure.year,
});

export const citationInput = (row: CitationView): CitationInput => ({
  key: row.key,
  kind: row.kind as CitationInput['kind'],
  title: row.title,
  authors: row.authors,
  source: row.source,
  year: row.year,
  number: row.number,
  note: row.note,
});

export const comparisonInput = (row: UtilityRowView): ComparisonInput => ({
  name: row.name,
  unit: row.unit,
  old: row.old,
  new: row.new,
  lower_is_better: row.lower_is_better,
  file_id: row.file_id,
  page: row.page,
  source: row.source,
});

const estimate = (part: EstimateView): EstimateInput => ({
  low: part.low,
  base: part.base,
  high: part.high,
  source: part.source,
  year: part.year,
  file_id: part.file_id,
  page: part.page,
});

export const marketInput = (market: MarketView): MarketInput => ({
  persons: estimate(market.persons),
  price: estimate(market.price),
});

export const trendInput = (trend: PopulationTrendView): PopulationTrendInput => ({
  name: trend.name,
  unit: trend.unit,
  points: trend.points,
  source: trend.source,
  note: trend.note,
  file_id: trend.file_id,
  page: trend.page,
});

type Profile = Required<ProjectProfileInput>;

export const profileInput = ({
  novelty,
  milestones,
  interfaces,
  team,
}: ProjectProfileView): Profile => ({
  novelty: {
    claim: novelty.claim as NonNullable<Profile['novelty']['claim']>,
    note: novelty.note,
    report_file_id: novelty.report_file_id,
    report_number: novelty.report_number,
  },
  milestones: milestones.map(({ name, state, on, file_id }) => ({
    name,
    state: state as Profile['milestones'][number]['state'],
    on,
    file_id,
  })),
  interfaces: interfaces.map(({ name, kind, fit, note }) => ({
    name,
    kind: kind as Profile['interfaces'][number]['kind'],
    fit: fit as Profile['interfaces'][number]['fit'],
    note,
  })),
  team: team.map(({ name, role, discipline, title, task, share }) => ({
    name,
    role,
    discipline,
    title,
    task,
    share,
  })),
});
