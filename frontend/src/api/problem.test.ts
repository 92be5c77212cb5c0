import { describe, expect, it } from 'vitest';
import { ApiProblem, faultsByField, pointerToPath, toProblem } from './problem';

const problem = new ApiProblem(422, {
  type: '/problems/invalid',
  title: '填写的内容有误',
  errors: [
    { pointer: '/title', detail: '请填写名称' },
    { pointer: '/ip/0/number', detail: '专利号有误' },
    { pointer: '/period/from', detail: '起始日期有误' },
    { pointer: '/headers/If-Match', detail: '缺少版本号' },
  ],
  request_id: 'r-1',
});

describe('pointers', () => {
  it('become field names', () => {
    expect(pointerToPath('/title')).toEqual(['title']);
    expect(pointerToPath('/ip/0/number')).toEqual(['ip', 0, 'number']);
    expect(pointerToPath('#/a~1b/01/m~0n')).toEqual(['a/b', '01', 'm~n']);
    expect(pointerToPath('')).toEqual([]);
  });
  it('give messages by field for native forms', () => {
    expect(faultsByField(problem)).toMatchObject({
      title: '请填写名称',
      'ip.0.number': '专利号有误',
    });
    expect(faultsByField(new Error('x'))).toEqual({});
  });
});

describe('toProblem', () => {
  it('keeps what the server said', () => {
    const made = toProblem(
      { type: '/problems/outcome-incomplete', title: '材料不全', status: 409 },
      new Response(null, { status: 409, headers: { 'X-Request-ID': 'abc' } }),
    );
    expect([made.status, made.title, made.code, made.requestId]).toEqual([
      409,
      '材料不全',
      'outcome-incomplete',
      'abc',
    ]);
  });
  it('names a lost connection', () => {
    expect(toProblem(new TypeError('Failed to fetch')).status).toBe(0);
  });
  it('survives an answer that is no problem document', () => {
    const made = toProblem('<html>', new Response(null, { status: 502 }));
    expect([made.status, made.title]).toEqual([502, '服务出错了']);
  });
});
