import type { RouteObject } from 'react-router';
import { page } from '@/shared/lib/routes';

export const publicRoutes: RouteObject[] = [
  { index: true, lazy: page(() => import('./public/HomePage')) },
];
