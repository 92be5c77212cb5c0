import type { ButtonHTMLAttributes, ReactNode } from 'react';
import { Link } from 'react-router';
import s from './Button.module.css';

type Props = Omit<ButtonHTMLAttributes<HTMLButtonElement>, 'type'> & {
  kind?: 'default' | 'primary' | 'text' | 'link';
  size?: 'small' | 'large';
  icon?: ReactNode;
  block?: boolean;
  submit?: boolean;
  busy?: boolean;
  /** Renders a link inside the application. */
  to?: string;
};

/** Button of the public pages; the work area uses the one of antd. */
export function Button(props: Props) {
  const {
    kind = 'default',
    size,
    icon,
    block,
    submit,
    busy,
    to,
    className,
    children,
    ...rest
  } = props;
  const names = [s.button, s[kind], size && s[size], block && s.block, className];
  const style = names.filter(Boolean).join(' ');
  const content = (
    <>
      {busy ? <i className={s.spin} aria-hidden /> : icon}
      {children != null && <span>{children}</span>}
    </>
  );
  if (to !== undefined) {
    return (
      <Link className={style} to={to} aria-label={rest['aria-label']}>
        {content}
      </Link>
    );
  }
  return (
    <button
      className={style}
      aria-busy={busy || undefined}
      {...rest}
      disabled={rest.disabled || busy}
      type={submit ? 'submit' : 'button'}
    >
      {content}
    </button>
  );
}
