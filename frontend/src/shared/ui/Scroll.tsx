import type { ReactNode } from 'react';
import s from './Scroll.module.css';

interface Props {
  /** What is in the box, for those who hear it. */
  label: string | undefined;
  className?: string | undefined;
  lang?: string;
  children: ReactNode;
}

/** A box for what may be wider or longer than its place, such as a table on a phone. */
export function Scroll({ label, className = s.wide, lang, children }: Props) {
  return (
    // eslint-disable-next-line jsx-a11y-x/no-noninteractive-tabindex -- scrolled by keyboard (WCAG 2.1.1)
    <div className={className} tabIndex={0} role="group" aria-label={label} lang={lang}>
      {children}
    </div>
  );
}
