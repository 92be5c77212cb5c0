import type { RouteObject } from 'react-router';
import { page } from '@/shared/lib/routes';

export const workRoutes: RouteObject[] = [
  { path: 'demands/:id/matches', lazy: page(() => import('./work/MatchesPage')) },
  { path: 'introductions', lazy: page(() => import('./work/IntroductionsPage')) },
  { path: 'introductions/new', lazy: page(() => import('./work/NewIntroductionPage')) },
  { path: 'introductions/:id', lazy: page(() => import('./work/IntroductionPage')) },
];
