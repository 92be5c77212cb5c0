import { useState, type ReactNode } from 'react';
import { isAbort, toProblem } from '@/api/problem';
import { Button } from './Button';
import { InfoIcon, WarnIcon } from './icons';
import { useUiText } from './text';
import s from './Feedback.module.css';

interface ProblemProps {
  error: unknown;
  onRetry?: () => void;
  /** Faults that were already shown at their fields. */
  hideFaults?: boolean;
  children?: ReactNode;
}

/** A failed request: title, detail, faults, request id, retry. Renders nothing without error. */
export function ProblemAlert({ error, onRetry, hideFaults, children }: ProblemProps) {
  const t = useUiText();
  if (error == null || isAbort(error)) return null;
  const problem = toProblem(error);
  return (
    <div className={s.alert} role="alert">
      <WarnIcon />
      <div className={s.alertBody}>
        <b>{problem.title}</b>
        {problem.detail && problem.detail !== problem.title && <p>{problem.detail}</p>}
        {!hideFaults && problem.errors.length > 0 && (
          <ul aria-label={t('errorList')}>
            {problem.errors.map((fault) => (
              <li key={fault.pointer + fault.detail}>{fault.detail}</li>
            ))}
          </ul>
        )}
        {children}
        {problem.requestId && (
          <small className="num">{t('requestId', { id: problem.requestId })}</small>
        )}
      </div>
      {onRetry && mayHelp(problem.status) && (
        <Button size="small" onClick={onRetry}>
          {t('retry')}
        </Button>
      )}
    </div>
  );
}

/** Asking again helps when the network or the server was the cause. */
const mayHelp = (status: number) => status <= 0 || status === 409 || status >= 429;

/** A short notice inside a page. */
export function Notice({
  tone = 'info',
  children,
}: {
  tone?: 'info' | 'warn' | 'good';
  children: ReactNode;
}) {
  return (
    <div className={s.alert} data-tone={tone} role="note">
      {tone === 'warn' ? <WarnIcon /> : <InfoIcon />}
      <div className={s.alertBody}>{children}</div>
    </div>
  );
}

/** Nothing to show: why, and what to do next. */
export function EmptyState({
  title,
  children,
  action,
  plain,
  whole,
}: {
  title: string;
  /** Inside a panel: no frame of its own. */
  plain?: boolean;
  /** The only thing on the page. */
  whole?: boolean;
  children?: ReactNode;
  action?: ReactNode;
}) {
  return (
    <div className={s.empty} data-plain={plain}>
      {whole ? <h1>{title}</h1> : <h2>{title}</h2>}
      {children && <p>{children}</p>}
      {action && <div className={s.emptyAction}>{action}</div>}
    </div>
  );
}

/** Grey lines in the shape of the content; appears only after 150 ms. */
export function Skeleton({ rows = 4 }: { rows?: number }) {
  const t = useUiText();
  return (
    <div className={s.skeleton} role="status">
      <span className="vh">{t('loading')}</span>
      {Array.from({ length: rows }, (_, index) => (
        <i key={index} style={{ inlineSize: `${95 - ((index * 17) % 40)}%` }} />
      ))}
    </div>
  );
}

/** Copies a number or hash; the label tells when it is done. */
export function CopyText({ text, children }: { text: string; children?: ReactNode }) {
  const t = useUiText();
  const [done, setDone] = useState(false);
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text);
      setDone(true);
      setTimeout(() => setDone(false), 1500);
    } catch {
      // No clipboard without a secure context: the text stays selectable.
    }
  };
  return (
    <button type="button" className={s.copy} title={t('copy')} onClick={() => void copy()}>
      <span className="num">{children ?? text}</span>
      <em aria-live="polite">{done ? t('copied') : ''}</em>
    </button>
  );
}
