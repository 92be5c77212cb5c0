import { createBrowserRouter, type RouteObject } from 'react-router';
import { NotFound, RouteError } from './RouteError';
import { PublicShell } from './public/PublicShell';

interface FeatureRoutes {
  publicRoutes?: RouteObject[];
  workRoutes?: RouteObject[];
}

// Every feature brings its own table; the tables are eager, the pages inside are lazy.
const features = Object.values(
  import.meta.glob<FeatureRoutes>('../features/*/routes.tsx', { eager: true }),
);
const publicRoutes = features.flatMap((feature) => feature.publicRoutes ?? []);
const workRoutes = features.flatMap((feature) => feature.workRoutes ?? []);

const boot = () => (
  <div className="boot" role="status">
    …
  </div>
);

/** A page inside the shell that fails leaves the shell standing. */
const guarded = (children: RouteObject[]): RouteObject[] => [
  { errorElement: <RouteError />, children: [...children, { path: '*', element: <NotFound /> }] },
];

export const router = createBrowserRouter([
  {
    path: '/work',
    lazy: async () => ({ Component: (await import('./work/WorkShell')).default }),
    errorElement: <RouteError />,
    HydrateFallback: boot,
    children: guarded(workRoutes),
  },
  {
    element: <PublicShell />,
    errorElement: <RouteError />,
    HydrateFallback: boot,
    children: guarded(publicRoutes),
  },
]);
