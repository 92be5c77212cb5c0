import { ApiProblem, toProblem } from '@/api/problem';

/** A file as the server keeps it. */
export interface StoredFile {
  id: string;
  name: string;
  size: number;
  sha256: string;
  url?: string | null;
}

export interface UploadRequest {
  url: string;
  method?: 'POST' | 'PUT';
  headers?: Record<string, string>;
}

export interface Rules {
  /** Extensions with dot, lower case: ['.pdf', '.docx']. */
  types: readonly string[];
  maxBytes: number;
}

export type FileFault = 'tooLarge' | 'badType' | 'emptyFile';

/** What the server would refuse anyway, told before a byte is sent. */
export function fileFault(file: { name: string; size: number }, rules: Rules): FileFault | null {
  const dot = file.name.lastIndexOf('.');
  const extension = dot < 0 ? '' : file.name.slice(dot).toLowerCase();
  if (rules.types.length > 0 && !rules.types.includes(extension)) return 'badType';
  if (file.size === 0) return 'emptyFile';
  return file.size > rules.maxBytes ? 'tooLarge' : null;
}

const HASH_LIMIT = 128 * 1024 * 1024;

/** SHA-256 in hex, or null where the browser has no crypto (plain http) or the file is huge. */
export async function sha256(file: Blob): Promise<string | null> {
  if (!globalThis.crypto?.subtle || file.size > HASH_LIMIT) return null;
  const digest = await crypto.subtle.digest('SHA-256', await file.arrayBuffer());
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** Sends the raw bytes; XMLHttpRequest, because fetch reports no progress of an upload. */
export function upload(
  file: File,
  request: UploadRequest,
  onProgress: (share: number) => void,
  signal: AbortSignal,
): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const xhr = new XMLHttpRequest();
    xhr.open(request.method ?? 'POST', request.url);
    xhr.setRequestHeader('Content-Type', file.type || 'application/octet-stream');
    xhr.setRequestHeader('X-File-Name', encodeURIComponent(file.name));
    xhr.setRequestHeader('Accept', 'application/json, application/problem+json');
    for (const [name, value] of Object.entries(request.headers ?? {})) {
      xhr.setRequestHeader(name, value);
    }
    xhr.upload.onprogress = (event) => {
      if (event.lengthComputable) onProgress(event.loaded / event.total);
    };
    xhr.onload = () => {
      let body: unknown = null;
      try {
        body = xhr.responseText ? JSON.parse(xhr.responseText) : null;
      } catch {
        // A proxy answered with a page; the status below says enough.
      }
      if (xhr.status >= 200 && xhr.status < 300) resolve(body);
      else reject(new ApiProblem(xhr.status, { ...(typeof body === 'object' ? body : {}) }));
    };
    xhr.onerror = () => reject(toProblem(new TypeError('network')));
    xhr.onabort = () => reject(new DOMException('aborted', 'AbortError'));
    signal.addEventListener('abort', () => xhr.abort(), { once: true });
    xhr.send(file);
  });
}
