import { afterEach, describe, expect, it, vi } from 'vitest';
import { api, ifMatch, onPasswordWanted, onSessionExpired, withQuery } from './client';
import { organisationsList } from './gen';
import { ApiProblem } from './problem';

const json = (status: number, body: unknown) =>
  new Response(JSON.stringify(body), {
    status,
    headers: { 'Content-Type': 'application/problem+json' },
  });

function answer(...responses: Response[]) {
  const seen: Request[] = [];
  vi.stubGlobal('fetch', async (request: Request) => {
    seen.push(request);
    return responses.shift() ?? json(500, {});
  });
  return seen;
}

afterEach(() => {
  onSessionExpired(null);
  onPasswordWanted(null);
  vi.unstubAllGlobals();
});

describe('calls', () => {
  it('send version, key and language', async () => {
    const seen = answer(json(200, { version: 4 }));
    await api.put('/api/v1/outcomes/1', { title: 'x' }, { version: 3, key: 'k1' });
    const headers = seen[0]!.headers;
    expect(headers.get('If-Match')).toBe('"3"');
    expect(headers.get('Idempotency-Key')).toBe('k1');
    expect(headers.get('Accept-Language')).toBe('zh-CN');
    expect(ifMatch(12)).toEqual({ 'If-Match': '"12"' });
  });
  it('build queries without empty values', () => {
    expect(withQuery('/a', { q: '肝 病', tech: ['x', 'y'], page: 1, none: null, gone: '' })).toBe(
      '/a?q=%E8%82%9D+%E7%97%85&tech=x&tech=y&page=1',
    );
  });
  it('throw problems, also from the generated functions', async () => {
    answer(json(404, { title: '没有找到', status: 404 }));
    await expect(api.get('/api/v1/outcomes/1')).rejects.toMatchObject({ status: 404 });
    answer(json(403, { title: '没有权限', status: 403 }));
    const error = await organisationsList({
      baseUrl: 'http://localhost',
      throwOnError: true,
    }).catch((e: unknown) => e);
    expect(error).toBeInstanceOf(ApiProblem);
    expect(error).toMatchObject({ status: 403, title: '没有权限' });
  });
});

describe('an ended session', () => {
  it('waits for the new sign-in and repeats the request with its body', async () => {
    const seen = answer(json(401, {}), json(200, { version: 2 }));
    onSessionExpired(async () => true);
    await expect(api.put('/api/v1/outcomes/1', { title: 'x' }, { version: 1 })).resolves.toEqual({
      version: 2,
    });
    expect(seen).toHaveLength(2);
    expect(await seen[1]!.text()).toBe('{"title":"x"}');
    expect(seen[1]!.headers.get('If-Match')).toBe('"1"');
  });
  it('gives up when the person does not sign in', async () => {
    answer(json(401, {}));
    onSessionExpired(async () => false);
    await expect(api.get('/api/v1/outcomes')).rejects.toMatchObject({ status: 401 });
  });
  it('does not answer a wrong password with the dialog', async () => {
    const ask = vi.fn(async () => true);
    answer(json(401, {}));
    onSessionExpired(ask);
    await expect(api.post('/api/v1/auth/login', {})).rejects.toMatchObject({ status: 401 });
    expect(ask).not.toHaveBeenCalled();
  });
});

describe('a binding act', () => {
  const wanted = () => json(403, { type: '/problems/reauthentication-required', status: 403 });
  it('waits for the password and is repeated with body and version', async () => {
    const seen = answer(wanted(), json(200, { version: 3 }));
    onPasswordWanted(async () => true);
    await expect(
      api.post('/api/v1/panel-tasks/1/sign', { name: '王' }, { version: 2 }),
    ).resolves.toEqual({ version: 3 });
    expect(seen).toHaveLength(2);
    expect(await seen[1]!.text()).toBe('{"name":"王"}');
    expect(seen[1]!.headers.get('If-Match')).toBe('"2"');
  });
  it('is not done when the person cancels', async () => {
    const seen = answer(wanted());
    onPasswordWanted(async () => false);
    await expect(api.post('/api/v1/assessments/1/release')).rejects.toMatchObject({
      code: 'reauthentication-required',
    });
    expect(seen).toHaveLength(1);
  });
  it('asks nobody for a refusal of another kind', async () => {
    const ask = vi.fn(async () => true);
    answer(json(403, { type: '/problems/denied', title: '没有权限', status: 403 }));
    onPasswordWanted(ask);
    await expect(api.post('/api/v1/assessments/1/release')).rejects.toMatchObject({ status: 403 });
    expect(ask).not.toHaveBeenCalled();
  });
});
