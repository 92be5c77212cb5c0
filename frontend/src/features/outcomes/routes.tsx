import type { RouteObject } from 'react-router';
import { page } from '@/shared/lib/routes';

export const workRoutes: RouteObject[] = [
  { path: 'outcomes', lazy: page(() => import('./work/OutcomesPage')) },
  { path: 'outcomes/new', lazy: page(() => import('./work/NewOutcomePage')) },
  { path: 'outcomes/:id', lazy: page(() => import('./work/OutcomePage')) },
  { path: 'outcomes/:id/edit', lazy: page(() => import('./work/EditPage')) },
  { path: 'outcomes/:id/receipt', lazy: page(() => import('./work/ReceiptPage')) },
  { path: 'reviews', lazy: page(() => import('./work/ReviewQueuePage')) },
  { path: 'reviews/:id', lazy: page(() => import('./work/ReviewPage')) },
];
