import { useEffect, useRef, useState, type ReactNode } from 'react';
import s from './Menu.module.css';

interface Props {
  /** Content of the button. */
  face: ReactNode;
  /** Only where the face holds no text. */
  label?: string;
  children: (close: () => void) => ReactNode;
  align?: 'start' | 'end';
}

/** Disclosure menu: Escape and a click elsewhere close it, the focus returns to the button. */
export function MenuButton({ face, label, children, align = 'end' }: Props) {
  const [open, setOpen] = useState(false);
  const root = useRef<HTMLDivElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (!open) return;
    const outside = (event: Event) => {
      if (!root.current?.contains(event.target as Node)) setOpen(false);
    };
    const escape = (event: KeyboardEvent) => {
      if (event.key !== 'Escape') return;
      setOpen(false);
      button.current?.focus();
    };
    document.addEventListener('pointerdown', outside);
    document.addEventListener('focusin', outside);
    document.addEventListener('keydown', escape);
    return () => {
      document.removeEventListener('pointerdown', outside);
      document.removeEventListener('focusin', outside);
      document.removeEventListener('keydown', escape);
    };
  }, [open]);
  return (
    <div className={s.root} ref={root}>
      <button
        ref={button}
        type="button"
        className={s.face}
        aria-expanded={open}
        aria-label={label}
        onClick={() => setOpen(!open)}
      >
        {face}
      </button>
      {open && (
        <div className={s.panel} data-align={align}>
          {children(() => setOpen(false))}
        </div>
      )}
    </div>
  );
}

export const menuStyles = s;
