import type { RouteObject } from 'react-router';
import { page } from '@/shared/lib/routes';

export const publicRoutes: RouteObject[] = [
  { path: 'demands', lazy: page(() => import('./public/HallPage')) },
  { path: 'demands/:id', lazy: page(() => import('./public/DemandPage')) },
];

export const workRoutes: RouteObject[] = [
  { path: 'demands', lazy: page(() => import('./work/DeskPage')) },
  { path: 'demands/new', lazy: page(() => import('./work/NewDemandPage')) },
  { path: 'demands/:id', lazy: page(() => import('./work/DemandWorkPage')) },
  { path: 'demands/:id/edit', lazy: page(() => import('./work/EditDemandPage')) },
];
