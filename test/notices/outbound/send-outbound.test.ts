import { enqueueOutbound } from '../../../src/notices/outbound/outbound-store';
import type { OutboundRequest } from '../../../src/notices/outbound/build-request';
import { listOutbound, pruneOutbound } from '../../../src/notices/outbound/outbound-store';
import type { Posted } from '../../../src/notices/outbound/post';
import { sendOutbound } from '../../../src/notices/outbound/send-outbound';
import type { Target } from '../../../src/notices/outbound/targets';
import { fixedClock, type FixedClock } from '../../support/clock';
import { createTestDatabase, type TestDatabase } from '../../support/database';
import { aRobot, aWebhook } from '../notices-bench';

const OK: Posted = { kind: 'answer', status: 200, text: '{"errcode":0,"errmsg":"ok"}' };
const MINUTE_MS = 60_000;
let test: TestDatabase;
let clock: FixedClock;
let posted: OutboundRequest[];
let targets: Target[];

beforeEach(async () => {
  test = await createTestDatabase();
  clock = fixedClock();
  posted = [];
  targets = [aRobot(), aWebhook()];
});
afterEach(() => test.drop());

const send = (answer: Posted | (() => Promise<Posted>) = OK) =>
  sendOutbound({
    ...{ database: test.database, clock, targets: () => targets },
    async post(request) {
      posted.push(request);
      return typeof answer === 'function' ? answer() : answer;
    },
  });
const queue = (target: string, kind: 'robot' | 'webhook', ...bodies: object[]) =>
  test.database.transaction((tx) =>
    enqueueOutbound(
      tx,
      bodies.map((body) => ({ target, kind, body, at: clock.now() })),
    ),
  );
const rows = () => listOutbound(test.database, { before: null, state: null, limit: 100 });

it('says to a group in one message what waits for it, and not more than fits', async () => {
  await queue('group', 'robot', ...Array.from({ length: 20 }, (_, n) => ({ text: `第${n}条` })));
  expect(await send()).toBe(15);
  const { text } = JSON.parse(posted[0]!.body) as { text: { content: string } };
  expect(text.content.split('\n')).toHaveLength(15);
  expect(await send()).toBe(5);
  await queue('group', 'robot', { text: '长'.repeat(600) }, { text: '长'.repeat(600) });
  expect([await send(), await send(), await send()]).toEqual([1, 1, 0]);
  expect(posted).toHaveLength(4);
});

it('sends each webhook by itself, signed at the moment when it leaves', async () => {
  await queue('board', 'webhook', { event: 'opened' }, { event: 'claim' });
  expect(await send()).toBe(2);
  expect(posted.map(({ body }) => body)).toEqual(['{"event":"opened"}', '{"event":"claim"}']);
  expect(posted[0]!.headers['x-zhijian-timestamp']).toBe('1795397400');
});

it('tries again later and later, then says that it failed, and why', async () => {
  await queue('board', 'webhook', { event: 'opened' });
  const waits: number[] = [];
  for (;;) {
    const before = clock.now().getTime();
    await send({ kind: 'answer', status: 500, text: '' });
    const [row] = await rows();
    if (row!.state === 'failed') break;
    expect(row).toMatchObject({ state: 'waiting', detail: '对方回应 500。', status: 500 });
    waits.push((row!.nextAt.getTime() - before) / MINUTE_MS);
    clock.advance(row!.nextAt.getTime() - before - 1);
    expect(await send()).toBe(0);
    clock.advance(1);
  }
  expect(waits).toEqual([1, 5, 30, 120, 360, 720]);
  expect((await rows())[0]).toMatchObject({ state: 'failed', attempts: 7, endedAt: clock.now() });
});

it.each([
  [{ kind: 'answer', status: 302, text: '' }, '对方要求跳转到别的网址，没有跟过去。'],
  [{ kind: 'answer', status: 200, text: '{"errcode":93000}' }, '群机器人拒绝，错误码 93000。'],
  [{ kind: 'answer', status: 200, text: '<html>' }, '对方的回应不是群机器人的格式。'],
  [{ kind: 'failed', detail: '连不上对方。' }, '连不上对方。'],
] as [Posted, string][])('takes %j for no success', async (answer, detail) => {
  await queue('group', 'robot', { text: '一条' });
  expect(await send(answer)).toBe(0);
  expect(await rows()).toMatchObject([{ state: 'waiting', attempts: 1, detail }]);
});

it('sends nothing twice when several processes send at once', async () => {
  await queue('board', 'webhook', ...Array.from({ length: 30 }, (_, n) => ({ n })));
  const sent = await Promise.all([send(), send(), send()]);
  expect(sent.reduce((sum, count) => sum + count, 0)).toBe(30);
  expect(new Set(posted.map(({ body }) => body)).size).toBe(30);
  expect(posted).toHaveLength(30);
});

it('sends again what a process had taken that is gone, and lets its late result be', async () => {
  await queue('board', 'webhook', { event: 'opened' });
  let answer: (posted: Posted) => void = () => undefined;
  let asked: () => void = () => undefined;
  const isAsked = new Promise<void>((resolve) => (asked = resolve));
  const slow = send(() => {
    asked();
    return new Promise((resolve) => (answer = resolve));
  });
  await isAsked;
  expect(await send()).toBe(0);
  clock.advance(2 * MINUTE_MS + 1);
  expect(await send()).toBe(1);
  answer({ kind: 'failed', detail: '连不上对方。' });
  await slow;
  expect(await rows()).toMatchObject([{ state: 'sent', attempts: 2 }]);
});

it('keeps what is for somebody without an address, and forgets it after a month', async () => {
  targets = [aRobot({ url: null })];
  await queue('group', 'robot', { text: '一条' });
  expect(await send()).toBe(0);
  expect(await rows()).toMatchObject([{ state: 'waiting', attempts: 0 }]);
  await pruneOutbound(test.database, new Date(clock.now().getTime() + 31 * 24 * 60 * MINUTE_MS));
  expect(await rows()).toEqual([]);
});
