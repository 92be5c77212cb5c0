import type { RouteObject } from 'react-router';
import { page } from '@/shared/lib/routes';

export const workRoutes: RouteObject[] = [
  { path: 'service-requests', lazy: page(() => import('./work/RequestsPage')) },
];
