import { useEffect, type ReactNode } from 'react';
import { Link } from 'react-router';
import s from './PageHeader.module.css';

interface Props {
  title: string;
  /** Trail above the title: [['我的成果', '/work/outcomes'], ['CG-2026-0001']]. */
  trail?: [label: string, to?: string][];
  /** Beside the title: StateTag, DemoTag. */
  tags?: ReactNode;
  subtitle?: ReactNode;
  /** Right side: buttons, AutosaveBadge. */
  extra?: ReactNode;
}

/** Head of every page; also sets the title of the window. */
export function PageHeader({ title, trail, tags, subtitle, extra }: Props) {
  useDocumentTitle(title);
  return (
    <header className={s.head}>
      <div className={s.main}>
        {trail && (
          <nav className={s.trail} aria-label="面包屑">
            {trail.map(([label, to], index) => (
              <span key={label + index}>{to ? <Link to={to}>{label}</Link> : label}</span>
            ))}
          </nav>
        )}
        <h1>
          <span className="serif">{title}</span>
          {tags}
        </h1>
        {subtitle && <p>{subtitle}</p>}
      </div>
      {extra && <div className={s.extra}>{extra}</div>}
    </header>
  );
}

export function useDocumentTitle(title: string): void {
  useEffect(() => {
    document.title = `${title} · 肝桥 HepaBridge`;
  }, [title]);
}
