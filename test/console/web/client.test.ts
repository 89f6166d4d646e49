import { createApiClient, buildQuery, type ApiParts } from '../../../src/console/web/api/client';
import type { ApiProblem } from '../../../src/console/web/api/api-problem';

interface Sent {
  path: string;
  init: RequestInit;
}

/** A server that gives these answers one after the other, and what it was sent. */
function serverOf(...answers: (Response | Error)[]) {
  const sent: Sent[] = [];
  let keys = 0;
  let asked = 0;
  const parts: ApiParts = {
    async fetch(path, init) {
      sent.push({ path, init });
      const answer = answers.shift()!;
      if (answer instanceof Error) throw answer;
      return answer;
    },
    newKey: () => `key-${(keys += 1)}`,
    learnTime: () => undefined,
    async signInAgain() {
      asked += 1;
      return true;
    },
  };
  const headerOf = (at: number, name: string): string | undefined =>
    (sent[at]!.init.headers as Record<string, string>)[name];
  return { client: createApiClient(parts), sent, headerOf, timesAsked: () => asked };
}

const ok = (body: unknown = {}): Response => new Response(JSON.stringify(body));
const refusal = (status: number, error: object): Response =>
  new Response(JSON.stringify({ error }), { status });
const problemOf = (work: Promise<unknown>): Promise<ApiProblem> =>
  work.then(
    () => Promise.reject(new Error('it was answered')),
    (error: unknown) => error as ApiProblem,
  );

it('sends the mark of our own pages, the version and the body', async () => {
  const { client, sent, headerOf } = serverOf(ok());
  await client.post('/api/cases/RS1/actions', { action: 'claim' }, { version: 3 });
  expect(sent[0]!.path).toBe('/api/cases/RS1/actions');
  expect(sent[0]!.init).toMatchObject({ method: 'POST', body: '{"action":"claim"}' });
  expect([headerOf(0, 'X-Zhijian-Request'), headerOf(0, 'If-Match')]).toEqual(['user', '"3"']);
  expect(headerOf(0, 'Idempotency-Key')).toBe('key-1');
});

it('says what the page asks by itself', async () => {
  const { client, headerOf } = serverOf(ok());
  await client.get('/api/me', { background: true });
  expect(headerOf(0, 'X-Zhijian-Request')).toBe('background');
  expect(headerOf(0, 'Idempotency-Key')).toBeUndefined();
});

describe('the key of a write', () => {
  it.each([
    ['the network failed', new TypeError('failed')],
    ['the server failed', refusal(503, { message: '稍后再试。', requestId: 'r1' })],
  ])('is kept for the same words while %s', async (_name, fault) => {
    const { client, headerOf } = serverOf(fault, ok(), ok());
    await problemOf(client.post('/api/x', { a: 1 }));
    await client.post('/api/x', { a: 1 });
    await client.post('/api/x', { a: 1 });
    expect([0, 1, 2].map((at) => headerOf(at, 'Idempotency-Key'))).toEqual([
      ...['key-1', 'key-1', 'key-2'],
    ]);
  });

  it('is another one for other words, and after a refusal', async () => {
    const { client, headerOf } = serverOf(
      new TypeError('failed'),
      refusal(409, { message: '变了。', requestId: 'r1' }),
      ok(),
    );
    await problemOf(client.post('/api/x', { a: 1 }));
    await problemOf(client.post('/api/x', { a: 2 }));
    await client.post('/api/x', { a: 2 });
    expect([0, 1, 2].map((at) => headerOf(at, 'Idempotency-Key'))).toEqual([
      ...['key-1', 'key-2', 'key-3'],
    ]);
  });
});

describe('without a session', () => {
  const signedOut = (): Response => refusal(401, { message: '请先登录。', requestId: 'r1' });

  it('asks to sign in and sends the same again', async () => {
    const { client, sent, timesAsked } = serverOf(signedOut(), ok({ done: true }));
    await expect(client.post('/api/x', { text: '写好的' })).resolves.toEqual({ done: true });
    expect([sent[0]!.init.body, sent[1]!.init.body]).toEqual(Array(2).fill('{"text":"写好的"}'));
    expect(timesAsked()).toBe(1);
  });

  it.each([{ background: true }, { unguarded: true }])('does not ask for %p', async (options) => {
    const { client, timesAsked } = serverOf(signedOut());
    expect((await problemOf(client.get('/api/x', options))).kind).toBe('signed_out');
    expect(timesAsked()).toBe(0);
  });
});

describe('a refusal', () => {
  it.each([
    [403, 'no_right'],
    [404, 'not_found'],
    [409, 'conflict'],
    [422, 'invalid'],
    [429, 'too_many'],
    [500, 'broken'],
  ])('%i is of kind %s, with the sentence and the number to quote', async (status, kind) => {
    const fields = [{ name: 'body.reason', message: '至少 5 个字。' }];
    const error = { message: '没有办成。', requestId: 'r-7', fields, details: { state: 'closed' } };
    const problem = await problemOf(serverOf(refusal(status, error)).client.get('/api/x'));
    expect(problem).toMatchObject({
      kind,
      status,
      message: '没有办成。',
      requestId: 'r-7',
      fields,
    });
    expect(problem.details).toEqual({ state: 'closed' });
  });

  it('is a sentence also where a proxy answers with a page of its own', async () => {
    const page = new Response('<html>Bad Gateway</html>', { status: 502 });
    const problem = await problemOf(serverOf(page).client.get('/api/x'));
    expect(problem.message).toContain('没有丢');
    expect(problem.requestId).toBeNull();
  });

  it('says that the server was not reached', async () => {
    const problem = await problemOf(serverOf(new TypeError('failed')).client.get('/api/x'));
    expect(problem).toMatchObject({ kind: 'offline', status: 0 });
  });
});

it('writes addresses without what is empty', () => {
  const query = { units: ['renshe', 'yibao'], limit: 20, q: '', tag: null, urgent: false };
  expect(buildQuery(query)).toBe('?units=renshe%2Cyibao&limit=20&urgent=false');
  expect(buildQuery()).toBe('');
});
