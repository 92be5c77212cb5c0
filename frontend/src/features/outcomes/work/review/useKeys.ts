import { useEffect, useState } from 'react';

const STORE = 'hb:review-keys';

const read = () => {
  try {
    return localStorage.getItem(STORE) !== 'off';
  } catch {
    return true;
  }
};

/** Single keys while no field is being typed in; they can be switched off (WCAG 2.1.4). */
export function useKeys(handlers: Readonly<Record<string, () => void>>, active: boolean) {
  const [on, setOn] = useState(read);
  useEffect(() => {
    if (!on || !active) return;
    const press = (event: KeyboardEvent) => {
      const target = event.target as HTMLElement;
      const typing = target.closest('input:not([type=radio]),textarea,select,[contenteditable]');
      if (typing || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
      const handler = handlers[event.key.toLowerCase()];
      if (!handler) return;
      event.preventDefault();
      handler();
    };
    addEventListener('keydown', press);
    return () => removeEventListener('keydown', press);
  }, [handlers, on, active]);
  const toggle = (next: boolean) => {
    setOn(next);
    try {
      localStorage.setItem(STORE, next ? 'on' : 'off');
    } catch {
      // Without storage the choice holds for this page only.
    }
  };
  return [on, toggle] as const;
}
