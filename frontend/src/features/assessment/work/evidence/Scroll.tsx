import type { ReactNode } from 'react';
import s from './evidence.module.css';

/** A wide table in its own box; focusable, so that it can be scrolled by keyboard. */
export function Scroll({ label, children }: { label: string; children: ReactNode }) {
  return (
    // eslint-disable-next-line jsx-a11y-x/no-noninteractive-tabindex
    <div className={s.scroll} tabIndex={0} role="group" aria-label={label}>
      {children}
    </div>
  );
}
