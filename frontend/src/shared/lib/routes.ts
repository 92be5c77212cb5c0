import type { ComponentType } from 'react';

type Load = () => Promise<{ default: ComponentType }>;

/** `lazy` of a route from a page with a default export. */
export const page = (load: Load) => async () => ({ Component: (await load()).default });

/** A section a feature adds to the home page; a lower order comes first. */
export interface HomeSection {
  key: string;
  order: number;
  load: Load;
}

/** A card a feature adds to the start page of the work area. */
export interface WorkWidget {
  key: string;
  order: number;
  /** Roles that see it; all when absent. */
  roles?: readonly string[];
  load: Load;
}
