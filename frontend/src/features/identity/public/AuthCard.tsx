import type { ReactNode } from 'react';
import { Logo, useDocumentTitle } from '@/shared/ui';
import s from './AuthCard.module.css';

/** Card of the sign-in, registration and set-up pages. */
export function AuthCard({
  title,
  lead,
  children,
  below,
}: {
  title: string;
  lead: string;
  children: ReactNode;
  below?: ReactNode;
}) {
  useDocumentTitle(title);
  return (
    <div className={s.page}>
      <section className={s.card} aria-labelledby="auth-title">
        <Logo size={44} />
        <h1 id="auth-title" className="serif">
          {title}
        </h1>
        <p>{lead}</p>
        {children}
      </section>
      {below && <p className={s.below}>{below}</p>}
    </div>
  );
}

export const authStyles = s;
