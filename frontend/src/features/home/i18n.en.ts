import type { English } from '@/shared/lib/text';
import type { zh } from './i18n.zh';

export const en: English<typeof zh> = {
  title: 'Home',
  headline: 'From liver research to the patient',
  lead: 'Collaboration platform for outcomes of traditional Chinese medicine in chronic liver disease: submission, assessment, publication, matching, implementation and follow-up, every step recorded and open to check.',
  search: 'Search outcomes, formulas, targets, holders or patent no.',
  hot: 'Try',
  process: 'How it works',
  processHint: 'After clause 6 of the standard: every step has an owner, a time limit and a record',
  s1: 'Submission',
  s1d: 'The holder files the application; staff review it and say at once what is missing.',
  s2: 'Assessment',
  s2d: 'Experts of several disciplines sign a conflict declaration, score the indicators and report.',
  s3: 'Publication and matching',
  s3d: 'Outcomes that pass enter the library; both sides agree before an introduction.',
  s4: 'Implementation',
  s4d: 'Terms are negotiated and signed; the platform helps to carry them out.',
  s5: 'Follow-up',
  s5d: 'Progress, problems and effects are followed, and the service is improved.',
  clause: 'Clause {{no}}',
  forHolder: 'I have an outcome',
  forHolderText:
    'Fill in once, saved as you type; what is missing and what comes next is always visible.',
  forHolderAct: 'Submit an outcome',
  forDemander: 'I have a demand',
  forDemanderText:
    'Describe the problem; outcomes are suggested by technology, setting and maturity, with reasons.',
  forDemanderAct: 'Post a demand',
  forPublic: 'I want to check',
  forPublicText: 'Which clause is met where, and how each quality metric is computed, is public.',
  forPublicAct: 'Compare with the standard',
};
