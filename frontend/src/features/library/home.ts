import type { HomeSection } from '@/shared/lib/routes';

export const homeSections: HomeSection[] = [
  { key: 'library', order: 20, load: () => import('./public/Newest') },
];
