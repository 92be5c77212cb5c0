export interface FieldFault {
  /** JSON pointer into the request body, such as /title or /ip/0/number. */
  pointer: string;
  detail: string;
}

interface ProblemBody {
  type?: string;
  title?: string;
  status?: number;
  detail?: string | null;
  errors?: FieldFault[];
  request_id?: string | null;
  [extra: string]: unknown;
}

const TITLES: Record<number, [string, string]> = {
  0: ['网络不通，请检查连接后重试', 'No connection. Check the network and try again'],
  401: ['登录已失效，请重新登录', 'Your session has ended. Please sign in again'],
  403: ['您没有进行此操作的权限', 'You are not allowed to do this'],
  404: ['没有找到，或对您不可见', 'Not found, or not visible to you'],
  409: ['当前状态不允许此操作', 'The current state does not allow this'],
  412: ['内容已被他人修改', 'Someone else has changed this'],
  413: ['文件或内容过大', 'Too large'],
  422: ['填写的内容有误', 'Some fields need correction'],
  429: ['操作太频繁，请稍后再试', 'Too many requests. Try again later'],
  503: ['服务暂时繁忙，请稍后再试', 'The service is busy. Try again later'],
};

/** An error answer of the API (RFC 9457), or status 0 when no answer came. */
export class ApiProblem extends Error {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly errors: readonly FieldFault[];
  readonly requestId: string | null;
  readonly retryAfter: number | null;
  readonly body: Readonly<ProblemBody>;

  constructor(status: number, body: ProblemBody = {}, headers?: Headers) {
    const english = document.documentElement.lang === 'en';
    const known = TITLES[status] ?? (status >= 500 ? ['服务出错了', 'Server error'] : undefined);
    const fallback = known?.[english ? 1 : 0] ?? (english ? 'Request failed' : '请求未成功');
    const title = body.title || fallback;
    super(title);
    this.name = 'ApiProblem';
    this.type = body.type ?? 'about:blank';
    this.title = title;
    this.status = status;
    this.detail = body.detail ?? '';
    this.errors = Array.isArray(body.errors) ? body.errors : [];
    this.requestId = body.request_id ?? headers?.get('X-Request-ID') ?? null;
    const after = Number(headers?.get('Retry-After'));
    this.retryAfter = Number.isFinite(after) && after > 0 ? after : null;
    this.body = body;
  }

  /** Last part of the type: /problems/outcome-incomplete → outcome-incomplete. */
  get code(): string {
    return this.type.split('/').pop() ?? '';
  }
}

/** Any thrown value as a problem: a failed fetch has status 0, a broken answer keeps its status. */
export function toProblem(error: unknown, response?: Response): ApiProblem {
  if (error instanceof ApiProblem) return error;
  const body =
    typeof error === 'object' && error !== null && !(error instanceof Error)
      ? (error as ProblemBody)
      : {};
  if (response) return new ApiProblem(response.status, body, response.headers);
  if (error instanceof Error && !(error instanceof TypeError)) {
    return new ApiProblem(-1, { detail: error.message });
  }
  return new ApiProblem(0, body);
}

export const isAbort = (error: unknown): boolean =>
  error instanceof DOMException && error.name === 'AbortError';

/** /ip/0/number → ['ip', 0, 'number'], the field name antd forms use. */
export function pointerToPath(pointer: string): (string | number)[] {
  return pointer
    .replace(/^#/, '')
    .split('/')
    .slice(1)
    .map((part) => part.replace(/~1/g, '/').replace(/~0/g, '~'))
    .map((part) => (/^(0|[1-9]\d*)$/.test(part) ? Number(part) : part));
}

/** Messages by field for native forms: { title: '…', 'ip.0.number': '…' }. */
export function faultsByField(error: unknown): Record<string, string> {
  if (!(error instanceof ApiProblem)) return {};
  const found: Record<string, string> = {};
  for (const fault of error.errors) {
    const key = pointerToPath(fault.pointer).join('.');
    found[key] = found[key] ? `${found[key]}；${fault.detail}` : fault.detail;
  }
  return found;
}
