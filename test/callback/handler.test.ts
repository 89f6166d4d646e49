import type { Database } from '../../src/database/database';
import type { AnswerDeferred } from '../../src/callback/handler';
import type { Decision } from '../../src/routing/decision';
import type { Timer } from '../../src/platform/deadline';
import { aPush, aTextMessage, anAnswer } from '../support/builders';
import { createCallback } from '../support/callback';
import { fixedClock } from '../support/clock';
import { createTestDatabase } from '../support/database';

let database: Database;
let drop: () => Promise<void>;

beforeAll(async () => {
  ({ database, drop } = await createTestDatabase());
});
afterAll(() => drop());

let citizens = 0;
function aDeferredPush() {
  citizens += 1;
  return aPush({
    inbound: aTextMessage({ openid: `oHandler${String(citizens).padStart(20, '0')}` }),
  });
}

const deferred = (): Decision => ({
  kind: 'deferred',
  work: { query: 'slow' },
  effects: {},
  explanation: { responder: 'question' },
});

/** A timer whose waits end when the test says so. */
function handTimer() {
  const waiting: { ms: number; end: () => void }[] = [];
  const timer: Timer = {
    wait: (ms) => new Promise((end) => waiting.push({ ms, end: () => end() })),
  };
  return {
    timer,
    fire: (ms: number) => waiting.filter((each) => each.ms === ms).forEach(({ end }) => end()),
  };
}

/** A source that answers when the test says so. */
function aSource() {
  const asked: ((text: string) => void)[] = [];
  const failed: ((error: Error) => void)[] = [];
  const answerDeferred: AnswerDeferred = () =>
    new Promise((resolve, reject) => {
      asked.push((text) => resolve(() => anAnswer(text, {}, { responder: 'question' })));
      failed.push(reject);
    });
  return { answerDeferred, asked, failed };
}

async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  const giveUpAt = Date.now() + 10_000;
  while (Date.now() < giveUpAt) {
    if (await condition()) return;
    await new Promise((resolve) => setImmediate(resolve));
  }
  throw new Error('did not come about');
}

async function stateOf(openid: string) {
  const [row] = await database.query<{
    state: string;
    answered_via: string | null;
    attempt: number;
    reply: { text: string } | null;
    case_id: string | null;
    outbox: { kind: string; state: string; body: { text: string } }[] | null;
  }>(
    `select m.state, m.answered_via, m.attempt, m.reply, m.case_id,
       (select json_agg(o) from outbox o where o.message_id = m.id) as outbox
     from messages m join citizens c on c.id = m.citizen_id where c.openid = $1`,
    [openid],
  );
  return row;
}

describe('deferred work', () => {
  it('is the passive reply when it is done before the deadline', async () => {
    const source = aSource();
    const { handler } = createCallback({
      database,
      clock: fixedClock(),
      route: deferred,
      ...source,
    });
    const push = aDeferredPush();
    const handled = handler.handle(push);
    await until(() => source.asked.length === 1);
    expect(await stateOf(push.openid)).toMatchObject({ state: 'handling', answered_via: null });
    source.asked[0]!('查到了');
    expect(await handled).toMatchObject({ kind: 'answered', reply: { text: '查到了' } });
    expect(await stateOf(push.openid)).toMatchObject({
      state: 'handled',
      answered_via: 'passive',
      outbox: null,
    });
  });

  it('goes out by the outbox, once, when the deadline was first', async () => {
    const source = aSource();
    const { timer, fire } = handTimer();
    const { handler } = createCallback({
      database,
      clock: fixedClock(),
      route: deferred,
      timer,
      ...source,
    });
    const push = aDeferredPush();
    const handled = handler.handle(push);
    await until(() => source.asked.length === 1);
    fire(4500);
    expect(await handled).toMatchObject({ kind: 'late' });
    source.asked[0]!('查到了');
    await handler.drain();
    expect(await stateOf(push.openid)).toMatchObject({
      state: 'handled',
      answered_via: 'outbox',
      outbox: [{ kind: 'late_reply', state: 'waiting', body: { text: '查到了' } }],
    });
  });

  it('answers a retry that comes while it goes on with the reply of the first', async () => {
    const source = aSource();
    const first = createCallback({ database, clock: fixedClock(), route: deferred, ...source });
    const other = createCallback({ database, clock: fixedClock(), route: deferred });
    const push = aDeferredPush();
    const handled = first.handler.handle(push);
    await until(() => source.asked.length === 1);
    const retried = other.handler.handle(push);
    source.asked[0]!('查到了');
    const answered = await handled;
    expect(await retried).toEqual({ ...answered, repeated: true });
    expect(source.asked).toHaveLength(1);
  });

  it('apologises and opens a case when its source fails', async () => {
    const source = aSource();
    const { handler } = createCallback({
      database,
      clock: fixedClock(),
      route: deferred,
      ...source,
    });
    const push = aDeferredPush();
    const handled = handler.handle(push);
    await until(() => source.asked.length === 1);
    source.failed[0]!(new Error('500'));
    expect(await handled).toMatchObject({
      reply: { text: expect.stringContaining('对不起') as string },
    });
    expect((await stateOf(push.openid))!.case_id).not.toBeNull();
  });

  it('puts what fails again for the same citizen into the case that is open', async () => {
    const { handler } = createCallback({
      database,
      clock: fixedClock(),
      route: deferred,
      answerDeferred: () => Promise.reject(new Error('500')),
    });
    const first = aDeferredPush();
    await handler.handle(first);
    await handler.handle({ ...aDeferredPush(), openid: first.openid });
    const messages = await database.query<{ responder: string; number: string }>(
      `select m.responder, c.number from messages m
       join citizens z on z.account = m.account and z.id = m.citizen_id
       left join cases c on c.id = m.case_id where z.openid = $1`,
      [first.openid],
    );
    expect(messages).toHaveLength(2);
    expect(messages[0]).toMatchObject({
      responder: 'apology',
      number: expect.any(String) as string,
    });
    expect(messages[1]).toEqual(messages[0]);
  });
});

describe('sweep', () => {
  it('does the work a second time, and the third time apologises and opens one case', async () => {
    const clock = fixedClock();
    const source = aSource();
    const { timer } = handTimer();
    const { handler } = createCallback({ database, clock, route: deferred, timer, ...source });
    const push = aDeferredPush();
    void handler.handle(push);
    await until(() => source.asked.length === 1);
    expect(await handler.sweep()).toBe(0);

    clock.advance(6001);
    const second = createCallback({ database, clock, route: deferred, ...aSource() });
    void second.handler.sweep();
    await until(async () => (await stateOf(push.openid))!.attempt === 2);

    clock.advance(6001);
    const third = createCallback({ database, clock, route: deferred });
    expect(await third.handler.sweep()).toBe(1);
    const state = await stateOf(push.openid);
    expect(state).toMatchObject({ state: 'handled', attempt: 3, outbox: [{ kind: 'apology' }] });
    expect(state!.case_id).not.toBeNull();

    source.asked[0]!('太晚了');
    await handler.drain();
    expect(await stateOf(push.openid)).toEqual(state);
    const cases = await database.query(
      `select 1 from cases c join citizens z on z.id = c.citizen_id where z.openid = $1`,
      [push.openid],
    );
    expect(cases).toHaveLength(1);
  });

  it('lets two sweepers take each message once', async () => {
    const clock = fixedClock();
    const { timer } = handTimer();
    const stuck = createCallback({ database, clock, route: deferred, timer, ...aSource() });
    const pushes = Array.from({ length: 10 }, aDeferredPush);
    for (const push of pushes) void stuck.handler.handle(push);
    await until(async () => (await stateOf(pushes[9]!.openid)) !== undefined);
    clock.advance(6001);
    const source = aSource();
    const sweepers = [1, 2].map(() =>
      createCallback({ database, clock, route: deferred, ...source }),
    );
    const swept = Promise.all(sweepers.map(({ handler }) => handler.sweep()));
    await until(() => source.asked.length === 10);
    for (const answer of source.asked) answer('好了');
    expect((await swept).reduce((sum, count) => sum + count)).toBe(10);
  });

  it('is done by a retry of WeChat’s, which then gets the passive reply', async () => {
    const clock = fixedClock();
    const { timer } = handTimer();
    const stuck = createCallback({ database, clock, route: deferred, timer, ...aSource() });
    const push = aDeferredPush();
    void stuck.handler.handle(push);
    await until(async () => (await stateOf(push.openid)) !== undefined);
    clock.advance(6001);
    const source = aSource();
    const { handler } = createCallback({ database, clock, route: deferred, ...source });
    const handled = handler.handle(push);
    await until(() => source.asked.length === 1);
    source.asked[0]!('查到了');
    expect(await handled).toMatchObject({ kind: 'answered', reply: { text: '查到了' } });
  });
});

describe('a database that does not answer', () => {
  it('ends in not stored, so that WeChat tries again', async () => {
    const { timer, fire } = handTimer();
    const frozen: Database = { ...database, query: () => new Promise(() => undefined) };
    const { handler } = createCallback({
      database: frozen,
      clock: fixedClock(),
      route: deferred,
      timer,
    });
    const handled = handler.handle(aDeferredPush());
    fire(4500);
    await expect(handled).rejects.toThrow('not stored before the deadline');
  });
});
