import { useEffect, useRef, type ReactNode } from 'react';
import { Button } from './Button';
import { CloseIcon } from './icons';
import { useUiText } from './text';
import s from './Sheet.module.css';

interface Props {
  open: boolean;
  onClose: () => void;
  title: string;
  extra?: ReactNode;
  footer?: ReactNode;
  side?: 'bottom' | 'right' | 'left' | 'center';
  /** In the centre: room for a document. */
  wide?: boolean;
  children: ReactNode;
}

/** Modal sheet on the native dialog: focus stays inside, Escape and a click beside it close. */
export function Sheet(props: Props) {
  const { open, onClose, title, extra, footer, side = 'bottom', wide, children } = props;
  const dialog = useRef<HTMLDialogElement>(null);
  const t = useUiText();
  useEffect(() => {
    const element = dialog.current;
    if (!element) return;
    const close = (event: MouseEvent) => {
      if (event.target === element) onClose();
    };
    element.addEventListener('click', close);
    return () => element.removeEventListener('click', close);
  }, [onClose]);
  useEffect(() => {
    const element = dialog.current;
    if (open && !element?.open) element?.showModal();
    if (!open && element?.open) element.close();
  }, [open]);
  return (
    <dialog
      ref={dialog}
      className={`${s.sheet} ${s[side]}`}
      data-wide={wide}
      aria-label={title}
      onClose={onClose}
    >
      <div className={s.head}>
        <b>{title}</b>
        {extra}
        <Button kind="text" aria-label={t('close')} icon={<CloseIcon />} onClick={onClose} />
      </div>
      <div className={s.body}>{open && children}</div>
      {footer && <div className={s.foot}>{footer}</div>}
    </dialog>
  );
}
