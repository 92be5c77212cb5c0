import type { RouteObject } from 'react-router';
import { page } from '@/shared/lib/routes';

export const publicRoutes: RouteObject[] = [
  { path: 'standard', lazy: page(() => import('./public/StandardPage')) },
];
