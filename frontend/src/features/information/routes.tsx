import type { RouteObject } from 'react-router';
import { page } from '@/shared/lib/routes';

export const publicRoutes: RouteObject[] = [
  { path: 'info', lazy: page(() => import('./public/InfoPage')) },
  { path: 'info/:id', lazy: page(() => import('./public/ArticlePage')) },
];
