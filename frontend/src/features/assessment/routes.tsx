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
  { path: 'delphi-tasks', lazy: page(() => import('./work/delphi/task/DelphiTasksPage')) },
  { path: 'delphi-tasks/:id', lazy: page(() => import('./work/delphi/task/DelphiTaskPage')) },
  { path: 'delphi-studies', lazy: page(() => import('./work/delphi/DelphiStudiesPage')) },
  { path: 'delphi-studies/new', lazy: page(() => import('./work/delphi/NewDelphiPage')) },
  { path: 'delphi-studies/:id', lazy: page(() => import('./work/delphi/DelphiStudyPage')) },
  { path: 'indicators', lazy: page(() => import('./work/indicators/IndicatorsPage')) },
  { path: 'indicators/:id', lazy: page(() => import('./work/indicators/IndicatorsPage')) },
  { path: 'weight-sets', lazy: page(() => import('./work/weights/WeightSetsPage')) },
  { path: 'weight-sets/:id', lazy: page(() => import('./work/weights/WeightSetPage')) },
];
