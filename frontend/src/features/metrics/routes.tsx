import type { RouteObject } from 'react-router';
import { page } from '@/shared/lib/routes';

export const publicRoutes: RouteObject[] = [
  { path: 'quality', lazy: page(() => import('./public/QualityPage')) },
];

export const workRoutes: RouteObject[] = [
  { path: 'quality', lazy: page(() => import('./work/QualityDeskPage')) },
];
