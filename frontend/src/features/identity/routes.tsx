import type { RouteObject } from 'react-router';
import { page } from '@/shared/lib/routes';

export const publicRoutes: RouteObject[] = [
  { path: 'login', lazy: page(() => import('./public/LoginPage')) },
  { path: 'register', lazy: page(() => import('./public/RegisterPage')) },
  { path: 'invitation/:token', lazy: page(() => import('./public/InvitationPage')) },
  { path: 'setup/:token', lazy: page(() => import('./public/SetupPage')) },
];

export const workRoutes: RouteObject[] = [
  { path: 'organisations', lazy: page(() => import('./work/OrganisationsPage')) },
  { path: 'organisations/:id', lazy: page(() => import('./work/OrganisationPage')) },
  { path: 'members', lazy: page(() => import('./work/MembersPage')) },
  { path: 'account', lazy: page(() => import('./work/AccountPage')) },
];
