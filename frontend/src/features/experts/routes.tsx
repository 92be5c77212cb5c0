import type { RouteObject } from 'react-router';
import { page } from '@/shared/lib/routes';

export const workRoutes: RouteObject[] = [
  { path: 'experts', lazy: page(() => import('./work/ExpertsPage')) },
  { path: 'experts/:id', lazy: page(() => import('./work/ExpertPage')) },
  { path: 'expert-profile', lazy: page(() => import('./work/ProfilePage')) },
];
