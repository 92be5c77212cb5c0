import type { RouteObject } from 'react-router';
import { page } from '@/shared/lib/routes';

export const workRoutes: RouteObject[] = [
  { path: 'assessments', lazy: page(() => import('./work/AssessmentsPage')) },
  { path: 'assessments/new', lazy: page(() => import('./work/NewAssessmentPage')) },
  { path: 'assessments/:id', lazy: page(() => import('./work/AssessmentPage')) },
  { path: 'assessments/:id/report', lazy: page(() => import('./work/report/ReportPage')) },
  { path: 'panel-tasks', lazy: page(() => import('./work/TasksPage')) },
  { path: 'panel-tasks/:id', lazy: page(() => import('./work/GatePage')) },
  { path: 'panel-tasks/:id/score', lazy: page(() => import('./work/score/ScorePage')) },
  { path: 'panel-tasks/:id/report', lazy: page(() => import('./work/report/TaskReportPage')) },
  { path: 'ahp-sheets', lazy: page(() => import('./work/ahp/AhpSheetsPage')) },
  { path: 'ahp-sheets/:id', lazy: page(() => import('./work/ahp/AhpPage')) },
  { path: 'evaluations', lazy: page(() => import('./work/institution/EvaluationsPage')) },
  { path: 'evaluations/new', lazy: page(() => import('./work/institution/NewEvaluationPage')) },
  { path: 'evaluations/groups', lazy: page(() => import('./work/institution/WorkGroupsPage')) },
  {
    path: 'evaluations/groups/new',
    lazy: page(() => import('./work/institution/NewWorkGroupPage')),
  },
  { path: 'evaluations/groups/:id', lazy: page(() => import('./work/institution/WorkGroupPage')) },
  { path: 'evaluations/items/:id', lazy: page(() => import('./work/institution/item/ItemPage')) },
  { path: 'evaluations/:id', lazy: page(() => import('./work/institution/EvaluationPage')) },
  { path: 'evidence', lazy: page(() => import('./work/evidence/EvidenceListPage')) },
  { path: 'evidence/:id', lazy: page(() => import('./work/evidence/EvidencePage')) },
  { path: 'pool', lazy: page(() => import('./work/pool/PoolPage')) },
  { path: 'weight-sets', lazy: page(() => import('./work/WeightSetsPage')) },
  { path: 'weight-sets/:id', lazy: page(() => import('./work/WeightSetPage')) },
];
