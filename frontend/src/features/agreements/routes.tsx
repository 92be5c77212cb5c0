import type { RouteObject } from 'react-router';
import { page } from '@/shared/lib/routes';

export const publicRoutes: RouteObject[] = [
  { path: 'publicity', lazy: page(() => import('./public/PublicityListPage')) },
  { path: 'publicity/:id', lazy: page(() => import('./public/PublicityPage')) },
];

export const workRoutes: RouteObject[] = [
  { path: 'agreements', lazy: page(() => import('./work/AgreementsPage')) },
  { path: 'agreements/:id', lazy: page(() => import('./work/AgreementPage')) },
  { path: 'deals/:introductionId', lazy: page(() => import('./work/DealPage')) },
];
