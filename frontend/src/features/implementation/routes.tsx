import type { RouteObject } from 'react-router';
import { page } from '@/shared/lib/routes';

export const workRoutes: RouteObject[] = [
  { path: 'projects', lazy: page(() => import('./work/ProjectsPage')) },
  { path: 'projects/:id', lazy: page(() => import('./work/ProjectPage')) },
  { path: 'conversions', lazy: page(() => import('./work/ConversionsPage')) },
];
