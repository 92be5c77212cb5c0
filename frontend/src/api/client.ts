import { getLang } from '@/shared/lib/text';
import { client } from './gen/client.gen';
import { ApiProblem, isAbort, toProblem } from './problem';

type Relogin = () => Promise<boolean>;
let relogin: Relogin | null = null;

/** The work shell registers its re-login dialog; a 401 then waits for it and repeats the request. */
export function onSessionExpired(handler: Relogin | null): void {
  relogin = handler;
}

let askPassword: Relogin | null = null;

/** The work shell registers its password dialog; a binding act then waits for it and is repeated. */
export function onPasswordWanted(handler: Relogin | null): void {
  askPassword = handler;
}

async function wantsPassword(response: Response): Promise<boolean> {
  if (response.status !== 403) return false;
  const body = (await response
    .clone()
    .json()
    .catch(() => null)) as { type?: string } | null;
  return body?.type === '/problems/reauthentication-required';
}

const OWN_401 = /\/api\/v1\/(auth\/|me$|me\/hat$)/;

/** fetch with language, same-origin cookies and the two password dialogs of the work shell. */
export async function apiFetch(input: RequestInfo | URL, init?: RequestInit): Promise<Response> {
  const request = new Request(input, { credentials: 'same-origin', ...init });
  if (!request.headers.has('Accept')) {
    request.headers.set('Accept', 'application/json, application/problem+json');
  }
  request.headers.set('Accept-Language', getLang() === 'en' ? 'en' : 'zh-CN');
  const again = request.clone();
  const response = await fetch(request);
  if (askPassword && (await wantsPassword(response))) {
    return (await askPassword()) ? fetch(again) : response;
  }
  if (response.status !== 401 || !relogin || OWN_401.test(new URL(request.url).pathname)) {
    return response;
  }
  return (await relogin()) ? fetch(again) : response;
}

client.setConfig({ baseUrl: '', fetch: apiFetch, throwOnError: true, credentials: 'same-origin' });
client.interceptors.error.use((error, response) =>
  isAbort(error) ? error : toProblem(error, response as Response | undefined),
);

/** Headers of a change: the version that was read, quoted as an entity tag. */
export const ifMatch = (version: number): { 'If-Match': string } => ({
  'If-Match': `"${version}"`,
});

/** Headers of a creating POST: the server answers a repeated key with the first result. */
export const idempotent = (key: string): { 'Idempotency-Key': string } => ({
  'Idempotency-Key': key,
});

export function newKey(): string {
  if (typeof crypto.randomUUID === 'function') return crypto.randomUUID();
  // crypto.randomUUID needs a secure context; plain http inside a hospital network has none.
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (b) =>
    b.toString(16).padStart(2, '0'),
  ).join('');
}

export type Query = Record<
  string,
  string | number | boolean | null | undefined | readonly (string | number)[]
>;

export function withQuery(path: string, query?: Query): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query ?? {})) {
    if (value == null || value === '') continue;
    for (const item of Array.isArray(value) ? value : [value]) search.append(name, String(item));
  }
  const text = search.toString();
  return text ? `${path}?${text}` : path;
}

export interface CallOptions {
  query?: Query;
  body?: unknown;
  /** Sends If-Match. */
  version?: number;
  /** Sends Idempotency-Key; see useSubmitKey. */
  key?: string;
  signal?: AbortSignal;
  /** Lets the request outlive the page, for saves while leaving. */
  keepalive?: boolean;
}

/** One call by hand, for what the generated functions do not cover. */
export async function call<T>(
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE',
  path: string,
  options: CallOptions = {},
): Promise<T> {
  const { query, body, version, key, signal, keepalive } = options;
  let response: Response;
  try {
    response = await apiFetch(new URL(withQuery(path, query), location.origin), {
      method,
      signal,
      keepalive,
      body: body === undefined ? undefined : JSON.stringify(body),
      headers: {
        ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
        ...(version === undefined ? {} : ifMatch(version)),
        ...(key === undefined ? {} : idempotent(key)),
      },
    });
  } catch (error) {
    throw isAbort(error) ? error : toProblem(error);
  }
  const text = await response.text();
  let parsed: unknown = null;
  try {
    parsed = text ? JSON.parse(text) : null;
  } catch {
    if (response.ok) throw new ApiProblem(502, {}, response.headers);
  }
  if (!response.ok) throw toProblem(parsed ?? {}, response);
  return parsed as T;
}

export const api = {
  get: <T>(path: string, query?: Query, signal?: AbortSignal) =>
    call<T>('GET', path, { query, signal }),
  post: <T>(path: string, body?: unknown, options?: CallOptions) =>
    call<T>('POST', path, { body, ...options }),
  put: <T>(path: string, body?: unknown, options?: CallOptions) =>
    call<T>('PUT', path, { body, ...options }),
  patch: <T>(path: string, body?: unknown, options?: CallOptions) =>
    call<T>('PATCH', path, { body, ...options }),
  delete: <T = null>(path: string, options?: CallOptions) => call<T>('DELETE', path, options),
};
