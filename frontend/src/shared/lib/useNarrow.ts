import { useSyncExternalStore } from 'react';

const query = () => matchMedia('(max-width: 820px)');

const subscribe = (notify: () => void) => {
  const media = query();
  media.addEventListener('change', notify);
  return () => media.removeEventListener('change', notify);
};

/** True below 820 px, the width where the shells become phone layouts. */
export const useNarrow = (): boolean => useSyncExternalStore(subscribe, () => query().matches);
