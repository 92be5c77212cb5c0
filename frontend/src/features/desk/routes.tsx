import type { RouteObject } from 'react-router';
import { page } from '@/shared/lib/routes';

export const workRoutes: RouteObject[] = [
  { index: true, lazy: page(() => import('./work/DeskPage')) },
  { path: 'deliveries', lazy: page(() => import('./work/DeliveriesPage')) },
  { path: 'inbox', lazy: page(() => import('./work/InboxPage')) },
];
