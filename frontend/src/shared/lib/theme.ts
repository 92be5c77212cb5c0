import { useSyncExternalStore } from 'react';

export type Mode = 'light' | 'dark';
const listeners = new Set<() => void>();

export const getMode = (): Mode =>
  document.documentElement.dataset.theme === 'dark' ? 'dark' : 'light';

export function setMode(mode: Mode): void {
  document.documentElement.dataset.theme = mode;
  try {
    localStorage.setItem('hb:theme', mode);
  } catch {
    // Without storage the choice holds for this page only.
  }
  listeners.forEach((notify) => notify());
}

export const useMode = (): Mode =>
  useSyncExternalStore((notify) => {
    listeners.add(notify);
    return () => void listeners.delete(notify);
  }, getMode);
