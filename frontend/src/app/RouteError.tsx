import { useEffect } from 'react';
import { isRouteErrorResponse, useRouteError } from 'react-router';
import { ApiProblem } from '@/api/problem';
import { Button, EmptyState, ProblemAlert, useDocumentTitle } from '@/shared/ui';
import { useAppText } from './text';
import s from './RouteError.module.css';

export function NotFound() {
  const t = useAppText();
  useDocumentTitle(t('notFound'));
  return (
    <div className={s.page}>
      <p className={s.code} aria-hidden>
        404
      </p>
      <EmptyState
        whole
        title={t('notFound')}
        action={
          <>
            <Button kind="primary" to="/library">
              {t('toLibrary')}
            </Button>
            <Button to="/">{t('toHome')}</Button>
          </>
        }
      >
        {t('notFoundHint')}
      </EmptyState>
    </div>
  );
}

const STALE = /dynamically imported module|Importing a module script failed|Failed to fetch/i;

/** Shown in place of a page that threw; a chunk that vanished with a new release asks to reload. */
export function RouteError() {
  const error = useRouteError();
  const t = useAppText();
  const missing =
    (isRouteErrorResponse(error) && error.status === 404) ||
    (error instanceof ApiProblem && error.status === 404);
  const stale = error instanceof Error && STALE.test(error.message);
  useEffect(() => {
    if (!missing && !stale) console.error(error);
  }, [error, missing, stale]);
  if (missing) return <NotFound />;
  return (
    <div className={s.page}>
      <EmptyState
        whole
        title={stale ? t('newVersion') : t('broken')}
        action={
          <>
            <Button kind="primary" onClick={() => location.reload()}>
              {t('reload')}
            </Button>
            <Button to="/">{t('toHome')}</Button>
          </>
        }
      >
        {stale ? null : t('brokenHint')}
      </EmptyState>
      {error instanceof ApiProblem && <ProblemAlert error={error} />}
    </div>
  );
}
