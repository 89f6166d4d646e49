import { Client } from 'pg';
import { listen } from '../../src/database/listen';
import { OUTBOX_CHANNEL } from '../../src/delivery/outbox-store';
import { createDeliveryWorker } from '../../src/delivery/worker';
import { systemTimer } from '../../src/platform/deadline';
import { createLogger } from '../../src/platform/logger';
import { fixedClock } from '../support/clock';
import { createTestDatabase, type TestDatabase } from '../support/database';
import {
  aCitizen,
  answerTo,
  deliveriesOf,
  fakeApi,
  noPictures,
  type FakeApi,
} from '../support/delivery';

const logger = createLogger('silent');
let db: TestDatabase;
beforeAll(async () => {
  db = await createTestDatabase();
});
afterAll(() => db.drop());

/** Resolves whenever the next call comes. */
function counter(): { call: () => void; next(): Promise<void> } {
  let waiting: (() => void)[] = [];
  return {
    call: () => {
      for (const resolve of waiting) resolve();
      waiting = [];
    },
    next: () => new Promise((resolve) => waiting.push(resolve)),
  };
}

it('is told of what is enqueued, and again after its connection was cut', async () => {
  const told = counter();
  const connected = told.next();
  const listening = listen(db.database, OUTBOX_CHANNEL, told.call, logger);
  await connected;
  const clock = fixedClock();
  const citizen = await aCitizen(db.database, clock);
  const enqueued = told.next();
  await answerTo(db.database, clock, citizen);
  await enqueued;

  const again = told.next();
  const owner = new Client({ connectionString: db.ownerUrl });
  await owner.connect();
  await db.database.query(
    `select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'zhijian listen'`,
  );
  await owner.end();
  await again;
  const enqueuedAgain = told.next();
  await answerTo(db.database, clock, citizen);
  await enqueuedAgain;
  await listening.close();
});

function running(api: FakeApi, clock = fixedClock()) {
  const worker = createDeliveryWorker({
    database: db.database,
    accounts: new Map([['renshe', api]]),
    notices: () => new Map<string, never>(),
    pictures: noPictures,
    clock,
    timer: systemTimer,
    random: () => 0.5,
    logger,
    listen: (onNotify) => listen(db.database, OUTBOX_CHANNEL, onNotify, logger),
  });
  return { worker, clock };
}

it('stops cleanly: what has left is noted, the rest waits without a lease', async () => {
  let answer: () => void = () => undefined;
  const left = counter();
  const api = fakeApi({
    send: () =>
      new Promise((resolve) => {
        answer = resolve;
        left.call();
      }),
  });
  const clock = fixedClock(new Date('2026-11-24T01:30:00Z'));
  const citizen = await aCitizen(db.database, clock);
  await answerTo(db.database, clock, citizen, '一。');
  clock.advance(1);
  await answerTo(db.database, clock, citizen, '二。');
  await db.database.query(`update outbox set state = 'held' where created_at < '2026-11-24'`);
  const sending = left.next();
  const { worker } = running(api, clock);
  worker.start();
  await sending;
  let stopped = false;
  const stopping = worker.stop().then(() => {
    stopped = true;
  });
  await new Promise((resolve) => setImmediate(resolve));
  expect(stopped).toBe(false);
  answer();
  await stopping;
  expect(await deliveriesOf(db.database, citizen)).toMatchObject([
    { state: 'accepted' },
    { state: 'waiting', attempts: 0 },
  ]);
  const leases = await db.database.query(`select id from outbox where lease_id is not null`);
  expect(leases).toEqual([]);
});
