import type { IncomingMessage, ServerResponse } from 'node:http';
import type { ContentSet } from '../../src/content/load-content';
import { sourceSchema } from '../../src/queries/source-schema';
import type { Timer } from '../../src/platform/deadline';
import { loadSuppliedContent } from '../replies/supplied-content';
import { aTextMessage } from '../support/builders';
import { fixedClock } from '../support/clock';
import { createTestDatabase, type TestDatabase } from '../support/database';
import { startQueryProduct, type QueryProduct } from '../support/query-product';

const clock = fixedClock();
let test: TestDatabase;
let content: ContentSet;
beforeAll(async () => {
  test = await createTestDatabase();
  content = await loadSuppliedContent(clock.now());
});
afterAll(() => test.drop());

let product: QueryProduct;
let answer: (request: IncomingMessage, response: ServerResponse) => void;
let deadlines: (() => void)[];
/** Deadlines come when the test says so; whoever waits to look again does so at once. */
const timer: Timer = {
  wait: (ms) =>
    ms < 1000 ? new Promise(setImmediate) : new Promise((end) => deadlines.push(() => end())),
};
beforeEach(async () => {
  deadlines = [];
  const claim = content.routing.queries.find(({ ref }) => ref === 'yibao.claim')!;
  product = await startQueryProduct({
    database: test.database,
    content,
    clock,
    timer,
    queries: (url) => [{ ...claim, source: systemAt(url) }],
    backend: (request, response) => answer(request, response),
  });
});
afterEach(() => product.stop());

function systemAt(url: string) {
  return sourceSchema.parse({
    kind: 'http',
    url: `${url}/backend/claims/{receipt}`,
    response: { rows: 'list', columns: { 受理日期: 'date', 状态: 'state', 说明: 'note' } },
    timeoutMs: 1500,
    retries: 0,
  });
}

let citizens = 0;
function aCitizen(): string {
  citizens += 1;
  return `oSlow${String(citizens).padStart(23, '0')}`;
}

const found = JSON.stringify({ list: [{ date: '2026-11-02', state: '审核中', note: '' }] });

async function fillIn(openid: string) {
  await product.say('yibao', openid, '报销进度');
  await product.say('yibao', openid, 'YB20260001');
  const push = aTextMessage({ content: '1234' });
  return { push, handled: product.handle('yibao', openid, push) };
}

async function outboxOf(openid: string) {
  return test.database.query<{ kind: string; state: string; text: string }>(
    `select o.kind, o.state, o.body ->> 'text' as text from outbox o
     join citizens c on c.account = o.account and c.id = o.citizen_id where c.openid = $1`,
    [openid],
  );
}

async function until(condition: () => boolean): Promise<void> {
  const giveUpAt = Date.now() + 10_000;
  while (!condition()) {
    if (Date.now() > giveUpAt) throw new Error('did not come about');
    await new Promise((resolve) => setImmediate(resolve));
  }
}

it('is the passive reply when it comes in time', async () => {
  answer = (_request, response) => response.end(found);
  const { handled } = await fillIn(aCitizen());
  expect(await handled).toMatchObject({
    kind: 'answered',
    reply: { text: expect.stringContaining('2026年11月2日受理：审核中') as string },
  });
});

it('is promised at the deadline and follows once by the outbox', async () => {
  const waiting: ServerResponse[] = [];
  answer = (_request, response) => void waiting.push(response);
  const openid = aCitizen();
  const { push, handled } = await fillIn(openid);
  await until(() => waiting.length === 1);
  for (const end of deadlines) end();
  const first = await handled;
  expect(first).toMatchObject({
    kind: 'late',
    reply: {
      text: '【自动回复】正在查询，结果稍后发给您。急事请打12345，找人办请回复“转人工”。',
    },
  });
  const retried = await product.handle('yibao', openid, push);
  expect(retried).toMatchObject({ kind: 'answered', repeated: true });
  expect([retried.reply, retried.replyAt]).toEqual([first.reply, first.replyAt]);

  waiting[0]!.end(found);
  await product.handler.drain();
  expect(await outboxOf(openid)).toEqual([
    {
      kind: 'late_reply',
      state: 'waiting',
      text: expect.stringContaining('2026年11月2日受理：审核中') as string,
    },
  ]);
  const afterwards = await product.handle('yibao', openid, push);
  expect([afterwards.reply, afterwards.replyAt]).toEqual([first.reply, first.replyAt]);
  expect(await outboxOf(openid)).toHaveLength(1);
});

it('gets more time than a lease once nobody waits on the line', async () => {
  const waiting: ServerResponse[] = [];
  answer = (_request, response) => void waiting.push(response);
  const { handled } = await fillIn(aCitizen());
  await until(() => waiting.length === 1);
  for (const end of deadlines) end();
  await handled;
  clock.advance(20_000);
  expect(await product.handler.sweep()).toBe(0);
  waiting[0]!.end(found);
  await product.handler.drain();
});

describe.each([
  ['500', (response: ServerResponse) => void response.writeHead(500).end('broken')],
  ['HTML', (response: ServerResponse) => void response.end('<html><body>登录</body></html>')],
  [
    'ten megabytes',
    (response: ServerResponse) => {
      response.on('error', () => undefined);
      response.end(`{"list":["${'x'.repeat(10 * 1024 * 1024)}"]}`);
    },
  ],
  ['nothing at all', () => undefined],
  ['a connection that is cut', (response: ServerResponse) => void response.socket?.destroy()],
])('a system that answers %s', (_what, behave) => {
  it('costs the citizen no answer: the stated words, in time, once', async () => {
    answer = (_request, response) => behave(response);
    const openid = aCitizen();
    const { handled } = await fillIn(openid);
    const { reply } = await handled;
    expect(reply).toEqual({
      kind: 'text',
      text: [
        '【自动回复】垫付报销进度：',
        '现在查不了，请过一会儿再查。',
        '有疑问请带回执到医保窗口问。',
        '电话：12345。找人办请回复“转人工”。',
      ].join('\n'),
    });
    expect(await outboxOf(openid)).toEqual([]);
  });
});

it('is left alone after failures in a row, with the same words at once', async () => {
  let asked = 0;
  answer = (_request, response) => {
    asked += 1;
    response.writeHead(500).end();
  };
  for (let round = 0; round < 12; round += 1) {
    const { handled } = await fillIn(aCitizen());
    expect((await handled).reply).toMatchObject({
      text: expect.stringContaining('现在查不了') as string,
    });
  }
  expect(asked).toBeLessThan(12);
  const metrics = await product.registry.metrics();
  expect(metrics).toContain('zhijian_query_circuit_open{unit="yibao",query="claim"} 1');
  expect(product.queries.health(new Set(['yibao']))).toMatchObject([
    { ref: 'yibao.claim', circuit: 'open', http: { timeoutMs: 1500 } },
  ]);
  expect(metrics).toMatch(/zhijian_query_seconds_count\{[^}]*outcome="circuit_open"\} [1-9]/);
});
