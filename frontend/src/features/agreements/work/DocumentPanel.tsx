import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useEffect, useState } from 'react';
import { apiFetch } from '@/api/client';
import type { AgreementDetail } from '@/api/gen';
import { agreementsVerifyOptions } from '@/api/gen/@tanstack/react-query.gen';
import { toProblem } from '@/api/problem';
import { bytes, dateTime } from '@/shared/lib/format';
import { CopyText, DescriptionGrid, Notice, ProblemAlert } from '@/shared/ui';
import { useAgreementsText } from '../i18n';
import s from './Room.module.css';

/** The frozen text: hash, preview, downloads, verification. */
export function DocumentPanel({ agreement }: { agreement: AgreementDetail }) {
  const t = useAgreementsText();
  const [shown, setShown] = useState(false);
  const [asked, setAsked] = useState(false);
  const check = useQuery({
    ...agreementsVerifyOptions({ path: { agreement_id: agreement.id } }),
    enabled: asked,
    staleTime: 0,
  });
  const url = `/api/v1/agreements/${agreement.id}/document`;
  const sha = agreement.document_sha256;
  return (
    <section className="panel" aria-labelledby="document">
      <h2 id="document">{t('document')}</h2>
      {!sha && <p className={s.quiet}>{t('noDocument')}</p>}
      {sha && (
        <>
          <DescriptionGrid
            items={[
              {
                label: t('draftNo', { n: agreement.draft_no }),
                value: `${dateTime(agreement.finalised_at)} · ${bytes(agreement.document_size ?? 0)}`,
              },
              {
                label: t('sha'),
                wide: true,
                value: (
                  <span className={s.hash}>
                    <CopyText text={sha} />
                    <small>{t('shaHint')}</small>
                  </span>
                ),
              },
            ]}
          />
          <div className={s.buttons}>
            <Button onClick={() => setShown(!shown)} aria-expanded={shown}>
              {t(shown ? 'hidePreview' : 'preview')}
            </Button>
            <Button href={url}>{t('download')}</Button>
            {agreement.has_signed_copy && (
              <Button href={`${url}?signed_copy=true`}>{t('downloadSigned')}</Button>
            )}
            <Button
              loading={check.isFetching}
              onClick={() => (asked ? void check.refetch() : setAsked(true))}
            >
              {t('verify')}
            </Button>
          </div>
          {check.data?.ok && (
            <Notice tone="good">{t('verified', { at: dateTime(check.data.checked_at) })}</Notice>
          )}
          {check.data && !check.data.ok && (
            <Notice tone="warn">{check.data.problems.join('；')}</Notice>
          )}
          <ProblemAlert error={check.error} onRetry={() => void check.refetch()} />
          {shown && <Preview key={sha} url={url} />}
        </>
      )}
    </section>
  );
}

/** The PDF inside the page; the server sends it as attachment, so it is shown from memory. */
function Preview({ url }: { url: string }) {
  const t = useAgreementsText();
  const [source, setSource] = useState<string | null>(null);
  const [error, setError] = useState<unknown>(null);
  useEffect(() => {
    let made: string | null = null;
    const stop = new AbortController();
    const load = async () => {
      const answer = await apiFetch(url, { signal: stop.signal });
      if (!answer.ok) throw toProblem(await answer.json().catch(() => ({})), answer);
      const blob = await answer.blob();
      if (stop.signal.aborted) return;
      made = URL.createObjectURL(blob);
      setSource(made);
    };
    load().catch(setError);
    return () => {
      stop.abort();
      if (made) URL.revokeObjectURL(made);
    };
  }, [url]);
  if (error) return <ProblemAlert error={error} />;
  return source ? (
    <iframe className={s.preview} src={source} title={t('previewTitle')} />
  ) : (
    <div className={s.preview} aria-busy />
  );
}
