import { useEffect, useState } from 'react';
import { apiFetch } from '@/api/client';
import { toProblem } from '@/api/problem';
import { Notice, ProblemAlert, Sheet, Skeleton } from '@/shared/ui';
import { useEvidenceText } from '../../i18n/evidence';
import { pageNumber, shownAs } from './pages';
import s from './evidence.module.css';

interface Props {
  url: string;
  name: string;
  /** As written: 第 12 页表 3. */
  page?: string;
  /** What the link says; the name of the file otherwise. */
  label?: string;
}

/** A file that opens inside the page, a PDF at the page that is named. */
export function FileAt({ url, name, page = '', label }: Props) {
  const t = useEvidenceText();
  const [open, setOpen] = useState(false);
  const text = label ?? [name, page].filter(Boolean).join(' ');
  return (
    <>
      <button
        type="button"
        className={s.open}
        aria-label={t('openFile', { name: [name, page].filter(Boolean).join(' ') })}
        onClick={() => setOpen(true)}
      >
        {text}
      </button>
      <Sheet
        open={open}
        onClose={() => setOpen(false)}
        side="center"
        wide
        title={name}
        extra={
          <a className={s.download} href={url} download>
            {t('download')}
          </a>
        }
      >
        {page && <p className={s.at}>{t('atPage', { page })}</p>}
        <Content url={url} name={name} page={page} />
      </Sheet>
    </>
  );
}

interface Loaded {
  address: string;
  text: string;
}

/** The server sends files as attachments, so they are shown from memory. */
function Content({ url, name, page }: { url: string; name: string; page: string }) {
  const t = useEvidenceText();
  const [loaded, setLoaded] = useState<Loaded | null>(null);
  const [error, setError] = useState<unknown>(null);
  const kind = shownAs(name);
  useEffect(() => {
    if (kind === 'other') return undefined;
    let made = '';
    const stop = new AbortController();
    const load = async () => {
      const answer = await apiFetch(url, { signal: stop.signal });
      if (!answer.ok) throw toProblem(await answer.json().catch(() => ({})), answer);
      const blob = await answer.blob();
      const text = kind === 'text' ? await blob.text() : '';
      if (stop.signal.aborted) return;
      made = URL.createObjectURL(blob);
      setLoaded({ address: made, text });
    };
    load().catch(setError);
    return () => {
      stop.abort();
      if (made) URL.revokeObjectURL(made);
    };
  }, [url, kind]);
  if (kind === 'other') return <Notice>{t('cannotShow')}</Notice>;
  if (error) return <ProblemAlert error={error} />;
  if (!loaded) return <Skeleton rows={8} />;
  if (kind === 'text') return <pre className={s.text}>{loaded.text}</pre>;
  if (kind === 'image') return <img className={s.image} src={loaded.address} alt={name} />;
  const number = pageNumber(page);
  const address = number ? `${loaded.address}#page=${number}&navpanes=0` : loaded.address;
  return <iframe className={s.frame} src={address} title={name} />;
}
