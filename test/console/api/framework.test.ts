import type { Endpoint } from '../../../src/console/api/endpoint';
import { startConsole, type Answer, type ConsoleBench } from '../console-bench';

let bench: ConsoleBench;
beforeAll(async () => {
  bench = await startConsole();
});
afterAll(() => bench.drop());

const errorOf = ({ body }: Answer) =>
  (body as { error: { code: string; message: string; requestId: string; fields?: unknown } }).error;

describe('an error', () => {
  it('has one shape, with the number that the log knows it by', async () => {
    for (const path of ['/api/nowhere', '/api', '/api/me/too', '/api/%E0%A4%A']) {
      const answer = await bench.browser().ask(path);
      expect(answer.status).toBe(404);
      expect(errorOf(answer)).toEqual({
        code: 'not_found',
        message: '没有这个接口。',
        requestId: answer.headers.get('X-Request-Id'),
      });
    }
  });

  it('names every field that is wrong, and repeats none of what was typed', async () => {
    const body = { username: '', password: 7, code: 'x'.repeat(50), colour: 'red' };
    const answer = await bench.browser().ask('/api/sign-in', { body });
    expect(answer.status).toBe(422);
    expect(errorOf(answer).fields).toEqual([
      { name: 'username', message: '太短或者太小，至少 1。' },
      { name: 'password', message: '没有填写，或者填的类型不对。' },
      { name: 'code', message: '太长或者太大，最多 40。' },
      { name: 'colour', message: '没有这个字段。' },
    ]);
    expect(answer.text).not.toContain('xxx');
    expect(answer.text).not.toContain('red');
  });

  it.each([
    ['no JSON', '{"username":', 400],
    ['a character that cannot be stored', { username: 'a\0b', password: 'x' }, 400],
    ['half a character', '{"username":"a\\ud800","password":"x"}', 400],
    ['too long', { username: 'a', password: 'x'.repeat(300_000) }, 413],
  ])('refuses a body that is %s', async (_what, body, status) => {
    const answer = await bench.browser().ask('/api/sign-in', { body });
    expect(answer.status).toBe(status);
    expect(errorOf(answer).message).toMatch(/。$/);
  });

  it('refuses another type than JSON', async () => {
    const headers = { 'Content-Type': 'text/plain' };
    const answer = await bench.browser().ask('/api/sign-in', { body: '{}', headers });
    expect(answer.status).toBe(400);
  });
});

describe('a write that another site has a browser make', () => {
  it.each([
    ['without our header', { 'X-Zhijian-Request': '' }],
    ['with another value of it', { 'X-Zhijian-Request': 'yes' }],
    ['from another site', { 'Sec-Fetch-Site': 'cross-site' }],
    ['from another host of the same site', { 'Sec-Fetch-Site': 'same-site' }],
    ['from another origin, in an old browser', { Origin: 'https://evil.example' }],
    ['from a page without an origin', { Origin: 'null' }],
  ])('is refused %s, before anything is looked at', async (_what, headers) => {
    const answer = await bench.browser().ask('/api/sign-in', { body: 'no json', headers });
    expect(answer.status).toBe(403);
  });

  it('is let through from our own page', async () => {
    const headers = { 'Sec-Fetch-Site': 'same-origin', Origin: bench.base };
    const body = { username: 'nobody', password: 'wrong' };
    expect((await bench.browser().ask('/api/sign-in', { body, headers })).status).toBe(401);
    const origin = { Origin: bench.base };
    expect((await bench.browser().ask('/api/sign-in', { body, headers: origin })).status).toBe(401);
  });

  it('gets no leave from a preflight', async () => {
    const answer = await bench.browser().ask('/api/sign-in', {
      method: 'OPTIONS',
      headers: { Origin: 'https://evil.example', 'Access-Control-Request-Method': 'POST' },
    });
    expect(answer.headers.get('Access-Control-Allow-Origin')).toBeNull();
    expect(answer.status).toBe(404);
  });
});

describe('the document', () => {
  it('has every endpoint of the table, each with its answer and the one shape of errors', async () => {
    const browser = await bench.signedIn('zhangsan');
    const { body } = await browser.ask('/api/openapi.json');
    const { paths, openapi } = body as { openapi: string; paths: Paths };
    expect(openapi).toBe('3.1.0');
    const listed = Object.entries(paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
    );
    expect(listed.sort()).toEqual(bench.console.endpoints.map(nameOf).sort());
    for (const operation of Object.values(paths).flatMap((methods) => Object.values(methods))) {
      expect(operation.summary).toMatch(/\p{Script=Han}/u);
      expect(Object.keys(operation.responses)).toEqual([
        expect.stringMatching(/^20[04]$/),
        'default',
      ]);
    }
    const signIn = paths['/api/sign-in']!['post']!;
    expect(signIn.requestBody!.content['application/json'].schema).toMatchObject({
      type: 'object',
      required: ['username', 'password'],
      additionalProperties: false,
    });
  });
});

interface Operation {
  summary: string;
  responses: Record<string, unknown>;
  requestBody?: { content: { 'application/json': { schema: unknown } } };
}
type Paths = Record<string, Record<string, Operation>>;

function nameOf({ method, path }: Endpoint): string {
  return `${method} ${path.replace(/:(\w+)/g, '{$1}')}`;
}
