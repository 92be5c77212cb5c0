import { useEffect, useRef, useState } from 'react';
import { isAbort, toProblem, type ApiProblem } from '@/api/problem';
import { newKey } from '@/api/client';
import {
  fileFault,
  sha256,
  upload,
  type FileFault,
  type Rules,
  type UploadRequest,
} from './upload';

export interface UploadJob {
  key: string;
  file: File;
  share: number;
  hash: string | null;
  fault: FileFault | 'hashMismatch' | null;
  problem: ApiProblem | null;
  state: 'waiting' | 'refused' | 'failed';
}

interface Options {
  rules: Rules;
  request: (file: File) => UploadRequest;
  /** Gets the answer of the server; the list of stored files is the caller's. */
  onUploaded: (answer: unknown, file: File) => void;
}

const PARALLEL = 3;

/** Queue of uploads: three at a time, each with progress, cancel and retry. */
export function useUploads({ rules, request, onUploaded }: Options) {
  const [jobs, setJobs] = useState<UploadJob[]>([]);
  const aborts = useRef(new Map<string, AbortController>());
  // What has been begun stays begun: an effect of an earlier render may run after the end.
  const begun = useRef(new Set<string>());
  const latest = useRef({ request, onUploaded });
  useEffect(() => {
    latest.current = { request, onUploaded };
  });

  const patch = (key: string, change: Partial<UploadJob>) =>
    setJobs((list) => list.map((job) => (job.key === key ? { ...job, ...change } : job)));

  const run = async (job: UploadJob) => {
    const abort = new AbortController();
    aborts.current.set(job.key, abort);
    try {
      const hash = await sha256(job.file);
      patch(job.key, { hash });
      const answer = await upload(
        job.file,
        latest.current.request(job.file),
        (share) => patch(job.key, { share }),
        abort.signal,
      );
      const stored = (answer as { sha256?: string } | null)?.sha256;
      if (hash && stored && stored !== hash) {
        patch(job.key, { state: 'failed', fault: 'hashMismatch' });
        return;
      }
      setJobs((list) => list.filter((item) => item.key !== job.key));
      latest.current.onUploaded(answer, job.file);
    } catch (error) {
      if (isAbort(error)) setJobs((list) => list.filter((item) => item.key !== job.key));
      else patch(job.key, { state: 'failed', problem: toProblem(error) });
    } finally {
      aborts.current.delete(job.key);
    }
  };

  useEffect(() => {
    const running = aborts.current.size;
    const next = jobs.filter((job) => job.state === 'waiting' && !begun.current.has(job.key));
    for (const job of next.slice(0, Math.max(0, PARALLEL - running))) {
      begun.current.add(job.key);
      void run(job);
    }
  });

  useEffect(() => {
    const all = aborts.current;
    return () => all.forEach((abort) => abort.abort());
  }, []);

  return {
    jobs,
    add: (files: Iterable<File>) =>
      setJobs((list) => [
        ...list,
        ...[...files].map((file): UploadJob => {
          const fault = fileFault(file, rules);
          const state = fault ? 'refused' : 'waiting';
          return { key: newKey(), file, share: 0, hash: null, fault, problem: null, state };
        }),
      ]),
    retry: (key: string) => {
      begun.current.delete(key);
      patch(key, { state: 'waiting', share: 0, fault: null, problem: null });
    },
    cancel: (key: string) => {
      const abort = aborts.current.get(key);
      if (abort) abort.abort();
      else setJobs((list) => list.filter((job) => job.key !== key));
    },
  };
}
