import type { Database } from '../../src/database/database';
import { claimDeliveries } from '../../src/delivery/claim-store';
import type { PicturePort } from '../../src/delivery/picture-port';
import { fixedClock } from '../support/clock';
import { createTestDatabase } from '../support/database';
import {
  aCitizen,
  answerTo,
  aWorker,
  contact,
  cut,
  deliveriesOf,
  fakeApi,
  type FakeApi,
  ledgerOf,
  refused,
} from '../support/delivery';

let database: Database;
let drop: () => Promise<void>;
beforeAll(async () => {
  ({ database, drop } = await createTestDatabase());
});
afterAll(() => drop());
afterEach(async () => {
  await database.query('update account_status set paused_until = null');
});

const SECOND = 1000;
const HOUR = 3600 * SECOND;

describe('a delivery', () => {
  it('is sent, spends one send and is accepted', async () => {
    const clock = fixedClock();
    const citizen = await aCitizen(database, clock);
    expect(await answerTo(database, clock, citizen)).toEqual({ state: 'waiting', reason: null });
    const api = fakeApi();
    expect(await aWorker({ database, clock, api }).deliverDue()).toBe(1);
    expect(api.accepted).toEqual([[citizen.openid, '请带身份证来。']]);
    expect(await deliveriesOf(database, citizen)).toMatchObject([
      { state: 'accepted', reason: null, attempts: 1, accepted_at: clock.now() },
    ]);
    expect(await ledgerOf(database, citizen)).toMatchObject({ message: 4, event: 0 });
    const attempts = await database.query(
      `select a.outcome, a.route, a.part from outbox_attempts a join outbox o on o.id = a.outbox_id
       where o.citizen_id = $1`,
      [citizen.id],
    );
    expect(attempts).toEqual([{ outcome: 'accepted', route: 'customer_service', part: 1 }]);
  });

  it('keeps the order of a citizen’s answers and has one under way', async () => {
    const clock = fixedClock();
    const citizen = await aCitizen(database, clock);
    const texts = ['一。', '二。', '三。'];
    for (const text of texts) {
      await answerTo(database, clock, citizen, text);
      clock.advance(5);
    }
    let underWay = 0;
    const api = fakeApi({
      send: async () => {
        underWay += 1;
        expect(underWay).toBe(1);
        await new Promise((resolve) => setImmediate(resolve));
        underWay -= 1;
      },
    });
    const workers = [1, 2].map(() => aWorker({ database, clock, api }));
    for (let round = 0; round < 3; round += 1) {
      await Promise.all(workers.map((worker) => worker.deliverDue()));
    }
    expect(api.accepted.map(([, text]) => text)).toEqual(texts);
  });

  it('waits behind an older one that is to be tried again', async () => {
    const clock = fixedClock();
    const citizen = await aCitizen(database, clock);
    await answerTo(database, clock, citizen, '一。');
    clock.advance(5);
    await answerTo(database, clock, citizen, '二。');
    let busy = true;
    const api = fakeApi({
      send: () => {
        if (busy) throw refused(-1);
      },
    });
    const worker = aWorker({ database, clock, api });
    expect(await worker.deliverDue()).toBe(1);
    const [first] = await deliveriesOf(database, citizen);
    expect(first).toMatchObject({ state: 'waiting', reason: 'busy' });
    busy = false;
    clock.advance(first!.next_at.getTime() - clock.now().getTime());
    expect(await worker.deliverDue()).toBe(2);
    expect(api.accepted.map(([, text]) => text)).toEqual(['一。', '二。']);
  });

  it('is uncertain when WeChat gave no answer after it had left, and is never sent again by itself', async () => {
    const clock = fixedClock();
    const citizen = await aCitizen(database, clock);
    await answerTo(database, clock, citizen);
    const api = fakeApi({
      send: () => {
        throw cut(true);
      },
    });
    const worker = aWorker({ database, clock, api });
    await worker.deliverDue();
    clock.advance(24 * HOUR);
    await worker.lookAfter();
    expect(await worker.deliverDue()).toBe(0);
    expect(await deliveriesOf(database, citizen)).toMatchObject([
      { state: 'uncertain', reason: 'no_answer', attempts: 1 },
    ]);
    expect(await ledgerOf(database, citizen)).toMatchObject({ message: 4 });
  });

  it('is tried again, with its send given back, when it surely never left', async () => {
    const clock = fixedClock();
    const citizen = await aCitizen(database, clock);
    await answerTo(database, clock, citizen);
    let reachable = false;
    const api = fakeApi({
      send: () => {
        if (!reachable) throw cut(false);
      },
    });
    const worker = aWorker({ database, clock, api });
    await worker.deliverDue();
    expect(await deliveriesOf(database, citizen)).toMatchObject([
      { state: 'waiting', reason: 'unreachable' },
    ]);
    expect(await ledgerOf(database, citizen)).toMatchObject({ message: 5 });
    reachable = true;
    clock.advance(2 * SECOND);
    await worker.deliverDue();
    expect(await deliveriesOf(database, citizen)).toMatchObject([
      { state: 'accepted', attempts: 2 },
    ]);
  });
});

describe('the ledger', () => {
  it('lets four answers through after a message, keeps the fifth send, and holds the fifth answer', async () => {
    const clock = fixedClock();
    const citizen = await aCitizen(database, clock);
    for (const text of ['一。', '二。', '三。', '四。', '五。']) {
      await answerTo(database, clock, citizen, text);
      clock.advance(5);
    }
    const api = fakeApi();
    await aWorker({ database, clock, api }).deliverDue();
    expect(api.accepted.map(([, text]) => text)).toEqual(['一。', '二。', '三。', '四。']);
    expect(
      (await deliveriesOf(database, citizen)).map(({ state, reason }) => [state, reason]),
    ).toEqual([...Array<string[]>(4).fill(['accepted', null!]), ['held', 'quota_used']]);
    expect(await ledgerOf(database, citizen)).toMatchObject({ message: 1 });
    expect(await answerTo(database, clock, citizen, '六。')).toEqual({
      state: 'held',
      reason: 'quota_used',
    });
  });

  it.each([
    ['one second before the end', 48 * HOUR - SECOND, 'accepted', null],
    ['at the end', 48 * HOUR, 'held', 'window_closed'],
    ['one second after', 48 * HOUR + SECOND, 'held', 'window_closed'],
  ])('48 hours after a message, %s', async (_when, later, state, reason) => {
    const clock = fixedClock();
    const citizen = await aCitizen(database, clock);
    await answerTo(database, clock, citizen);
    clock.advance(later);
    await aWorker({ database, clock, api: fakeApi() }).deliverDue();
    expect(await deliveriesOf(database, citizen)).toMatchObject([{ state, reason }]);
    const next = await answerTo(database, clock, citizen);
    expect(next).toEqual(
      state === 'accepted' ? { state: 'waiting', reason: null } : { state: 'held', reason },
    );
  });

  it('one minute after a tap the window is shut', async () => {
    const clock = fixedClock();
    const citizen = await aCitizen(database, clock, 'event');
    await answerTo(database, clock, citizen);
    clock.advance(59 * SECOND);
    const api = fakeApi();
    await aWorker({ database, clock, api }).deliverDue();
    expect(api.accepted).toHaveLength(1);
    expect(await ledgerOf(database, citizen)).toMatchObject({ event: 2, message: 0 });
    clock.advance(SECOND);
    expect(await answerTo(database, clock, citizen)).toEqual({
      state: 'held',
      reason: 'window_closed',
    });
  });

  it('learns from 45047, and a new message opens it again', async () => {
    const clock = fixedClock();
    const citizen = await aCitizen(database, clock);
    await answerTo(database, clock, citizen);
    const api = fakeApi({
      send: () => {
        throw refused(45047);
      },
    });
    await aWorker({ database, clock, api }).deliverDue();
    expect(await deliveriesOf(database, citizen)).toMatchObject([
      { state: 'held', reason: 'quota_used' },
    ]);
    expect(await ledgerOf(database, citizen)).toMatchObject({ message: 0 });
    clock.advance(SECOND);
    await contact(database, clock, citizen.id, 'message');
    expect(await ledgerOf(database, citizen)).toMatchObject({ message: 5 });
  });

  it('does not spoil a window that opened while WeChat answered', async () => {
    const clock = fixedClock();
    const citizen = await aCitizen(database, clock);
    await answerTo(database, clock, citizen);
    const api = fakeApi({
      send: async () => {
        clock.advance(SECOND);
        await contact(database, clock, citizen.id, 'message');
        throw refused(45015);
      },
    });
    await aWorker({ database, clock, api }).deliverDue();
    expect(await ledgerOf(database, citizen)).toEqual({
      message: 5,
      event: 0,
      messageEndsAt: new Date(clock.now().getTime() + 48 * HOUR),
    });
  });

  it.each([
    [true, 'window_closed'],
    [false, 'not_following'],
  ])('after 45015 it asks once whether the citizen follows: %s', async (follows, reason) => {
    const clock = fixedClock();
    const citizen = await aCitizen(database, clock);
    await answerTo(database, clock, citizen);
    const api = fakeApi({
      send: () => {
        throw refused(45015);
      },
      isFollower: () => follows,
    });
    const worker = aWorker({ database, clock, api });
    await worker.deliverDue();
    expect(await deliveriesOf(database, citizen)).toMatchObject([
      { state: 'held', reason: 'window_or_unfollowed' },
    ]);
    await worker.lookAfter();
    await worker.lookAfter();
    expect(api.asked).toEqual([citizen.openid]);
    expect(await deliveriesOf(database, citizen)).toMatchObject([{ state: 'held', reason }]);
    expect(await ledgerOf(database, citizen)).toMatchObject({ messageEndsAt: clock.now() });
  });
});

describe('leases', () => {
  const claim = (clock: ReturnType<typeof fixedClock>, leaseMs: number) =>
    claimDeliveries(database, {
      accounts: ['renshe'],
      now: clock.now(),
      leaseId: '00000000-0000-4000-8000-000000000001',
      leaseUntil: new Date(clock.now().getTime() + leaseMs),
      limit: 32,
    });

  it('a claim that runs out before anything left goes back to waiting and is sent', async () => {
    const clock = fixedClock();
    const citizen = await aCitizen(database, clock);
    await answerTo(database, clock, citizen);
    expect(await claim(clock, 10 * SECOND)).toHaveLength(1);
    const api = fakeApi();
    const worker = aWorker({ database, clock, api });
    await worker.lookAfter();
    expect(await worker.deliverDue()).toBe(0);
    clock.advance(11 * SECOND);
    await worker.lookAfter();
    expect(await worker.deliverDue()).toBe(1);
    expect(api.accepted).toHaveLength(1);
    expect(await ledgerOf(database, citizen)).toMatchObject({ message: 4 });
  });

  it('an attempt whose process is gone is uncertain; its late answer still counts', async () => {
    const clock = fixedClock();
    const citizen = await aCitizen(database, clock);
    await answerTo(database, clock, citizen);
    let answer: () => void = () => undefined;
    let asleep: FakeApi;
    const left = new Promise<void>((resolve) => {
      asleep = fakeApi({
        send: () =>
          new Promise((answered) => {
            answer = answered;
            resolve();
          }),
      });
    });
    const sleeping = aWorker({ database, clock, api: asleep! }).deliverDue();
    await left;
    clock.advance(61 * SECOND);
    await aWorker({ database, clock, api: fakeApi() }).lookAfter();
    expect(await deliveriesOf(database, citizen)).toMatchObject([
      { state: 'uncertain', reason: 'interrupted' },
    ]);
    answer();
    await sleeping;
    expect(await deliveriesOf(database, citizen)).toMatchObject([
      { state: 'accepted', reason: null },
    ]);
  });

  it('a picture whose upload outlasts the lease is sent by the next claim, once', async () => {
    const clock = fixedClock();
    const citizen = await aCitizen(database, clock);
    await answerTo(database, clock, citizen, '看图。', ['a1']);
    let finish: (mediaId: string) => void = () => undefined;
    let asked: () => void = () => undefined;
    const uploading = new Promise<void>((resolve) => (asked = resolve));
    const slow: PicturePort = {
      getMediaId: () => {
        asked();
        return new Promise((resolve) => (finish = resolve));
      },
      forgetMediaId: async () => true,
    };
    const api = fakeApi();
    const sleeping = aWorker({ database, clock, api, pictures: slow }).deliverDue();
    await uploading;
    clock.advance(61 * SECOND);
    const quick: PicturePort = { ...slow, getMediaId: async () => 'M2' };
    const other = aWorker({ database, clock, api, pictures: quick });
    await other.lookAfter();
    expect(await deliveriesOf(database, citizen)).toMatchObject([{ state: 'waiting' }]);
    await other.deliverDue();
    finish('M1');
    await sleeping;
    expect(api.accepted.map(([, sent]) => sent)).toEqual(['看图。', 'M2']);
    expect(await deliveriesOf(database, citizen)).toMatchObject([
      { state: 'accepted', attempts: 2 },
    ]);
    expect(await ledgerOf(database, citizen)).toMatchObject({ message: 3 });
  });

  it('two processes never claim the same', async () => {
    const clock = fixedClock();
    const citizen = await aCitizen(database, clock);
    await Promise.all(['一。', '二。'].map((text) => answerTo(database, clock, citizen, text)));
    const claims = await Promise.all(Array.from({ length: 8 }, () => claim(clock, SECOND)));
    expect(claims.flat()).toHaveLength(1);
    clock.advance(2 * SECOND);
    await aWorker({ database, clock, api: fakeApi() }).lookAfter();
  });
});

describe('the account', () => {
  it('rests until midnight in China when the day’s calls are used up', async () => {
    const clock = fixedClock();
    const citizen = await aCitizen(database, clock);
    const other = await aCitizen(database, clock);
    await answerTo(database, clock, citizen);
    clock.advance(1);
    await answerTo(database, clock, other);
    let calls = 0;
    const api = fakeApi({
      send: () => {
        calls += 1;
        if (calls === 1) throw refused(45009);
      },
    });
    const worker = aWorker({ database, clock, api, random: () => 0 });
    await worker.deliverDue();
    const [row] = await deliveriesOf(database, citizen);
    expect(row).toMatchObject({
      state: 'waiting',
      reason: 'api_quota_used',
      next_at: new Date('2026-11-23T16:00:00Z'),
    });
    await answerTo(database, clock, other, '再说一句。');
    expect(await worker.deliverDue()).toBe(0);
    clock.advance(row!.next_at.getTime() - clock.now().getTime());
    await worker.deliverDue();
    const both = [citizen.openid, other.openid];
    expect(api.accepted.filter(([openid]) => both.includes(openid))).toHaveLength(3);
    const alarms = await database.query(
      `select alarm, cleared_at is not null as cleared from account_alarms where account = 'renshe'`,
    );
    expect(alarms).toEqual([{ alarm: 'api_quota_used', cleared: true }]);
  });

  it('rests after five sends in a row without an answer', async () => {
    const clock = fixedClock(new Date('2026-11-26T01:30:00Z'));
    const citizens = await Promise.all(Array.from({ length: 6 }, () => aCitizen(database, clock)));
    const api = fakeApi({
      send: () => {
        throw cut(true);
      },
    });
    const worker = aWorker({ database, clock, api });
    for (const citizen of citizens) {
      await answerTo(database, clock, citizen);
      await worker.deliverDue();
    }
    const states = await Promise.all(citizens.map((citizen) => deliveriesOf(database, citizen)));
    expect(states.flat().map(({ state }) => state)).toEqual([
      ...Array<string>(5).fill('uncertain'),
      'waiting',
    ]);
  });

  it('without the right to send holds answers and asks WeChat once', async () => {
    const clock = fixedClock(new Date('2026-11-29T01:30:00Z'));
    const citizen = await aCitizen(database, clock);
    await answerTo(database, clock, citizen);
    const api = fakeApi({
      send: () => {
        throw refused(48001);
      },
    });
    await aWorker({ database, clock, api }).deliverDue();
    expect(await deliveriesOf(database, citizen)).toMatchObject([
      { state: 'held', reason: 'no_permission' },
    ]);
    expect(await ledgerOf(database, citizen)).toMatchObject({ message: 5 });
    expect(await answerTo(database, clock, citizen)).toEqual({
      state: 'held',
      reason: 'no_permission',
    });
  });
});
