import type { RouteObject } from 'react-router';
import { page } from '@/shared/lib/routes';

export const publicRoutes: RouteObject[] = [
  { path: 'library', lazy: page(() => import('./public/LibraryPage')) },
  { path: 'library/:id', lazy: page(() => import('./public/RecordPage')) },
];

export const workRoutes: RouteObject[] = [
  { path: 'library', lazy: page(() => import('./work/PublicationPage')) },
  { path: 'library/:id', lazy: page(() => import('./work/PublicationRecordPage')) },
];
