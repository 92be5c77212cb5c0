import type { RouteObject } from 'react-router';
import { page } from '@/shared/lib/routes';

export const workRoutes: RouteObject[] = [
  { path: 'assessments', lazy: page(() => import('./work/AssessmentsPage')) },
  { path: 'assessments/new', lazy: page(() => import('./work/NewAssessmentPage')) },
  { path: 'assessments/:id', lazy: page(() => import('./work/AssessmentPage')) },
  { path: 'assessments/:id/report', lazy: page(() => import('./work/report/ReportPage')) },
  { path: 'assessments/:id/result', lazy: page(() => import('./work/result/ResultPage')) },
  {
    path: 'assessments/:id/proceedings',
    lazy: page(() => import('./work/proceedings/ProceedingsPage')),
  },
  { path: 'assessments/:id/appeal', lazy: page(() => import('./work/appeal/AppealPage')) },
  { path: 'evaluation-files', lazy: page(() => import('./work/FileCheckPage')) },
  { path: 'panel-tasks', lazy: page(() => import('./work/TasksPage')) },
  { path: 'panel-tasks/:id', lazy: page(() => import('./work/GatePage')) },
  { path: 'panel-tasks/:id/score', lazy: page(() => import('./work/score/ScorePage')) },
  { path: 'panel-tasks/:id/report', lazy: page(() => import('./work/report/TaskReportPage')) },
  { path: 'panel-tasks/:id/result', lazy: page(() => import('./work/result/TaskResultPage')) },
  { path: 'ahp-sheets', lazy: page(() => import('./work/ahp/AhpSheetsPage')) },
  { path: 'ahp-sheets/:id', lazy: page(() => import('./work/ahp/AhpPage')) },
  { path: 'weight-sets', lazy: page(() => import('./work/WeightSetsPage')) },
  { path: 'weight-sets/:id', lazy: page(() => import('./work/WeightSetPage')) },
];
