import type { Database } from '../../src/database/database';
import { fixedClock } from '../support/clock';
import { createTestDatabase } from '../support/database';
import {
  aCitizen,
  answerTo,
  aWorker,
  cut,
  deliveriesOf,
  fakeApi,
  refused,
} from '../support/delivery';

let database: Database;
let drop: () => Promise<void>;
beforeAll(async () => {
  ({ database, drop } = await createTestDatabase());
});
afterAll(() => drop());

const signature = '——君山区人力资源和社会保障局 2026年11月23日';
const long = `${'请带身份证到大厅来。'.repeat(100)}\n${signature}`;

it('leaves as two messages, in order, each a send', async () => {
  const clock = fixedClock();
  const citizen = await aCitizen(database, clock);
  await answerTo(database, clock, citizen, long);
  const api = fakeApi();
  expect(await aWorker({ database, clock, api }).deliverDue()).toBe(2);
  const texts = api.accepted.map(([, text]) => text);
  expect(texts).toHaveLength(2);
  expect(texts.join('')).toBe(long);
  expect(await deliveriesOf(database, citizen)).toMatchObject([{ state: 'accepted', attempts: 2 }]);
});

it('is shortened to one where only one send is left', async () => {
  const clock = fixedClock();
  const citizen = await aCitizen(database, clock);
  await database.query(`update ledgers set message_sends_left = 2 where citizen_id = $1`, [
    citizen.id,
  ]);
  await answerTo(database, clock, citizen, long);
  const api = fakeApi();
  await aWorker({ database, clock, api }).deliverDue();
  expect(api.accepted).toHaveLength(1);
  expect(api.accepted[0]![1]).toMatch(/（答复较长，全文请打0730-8123456，或回复“进度”查看。）\n——/);
});

it('shows the worst of its parts, and keeps only what is missing for the next contact', async () => {
  const clock = fixedClock();
  const citizen = await aCitizen(database, clock);
  await answerTo(database, clock, citizen, long);
  let calls = 0;
  const api = fakeApi({
    send: () => {
      calls += 1;
      if (calls === 2) throw refused(45047);
    },
  });
  await aWorker({ database, clock, api }).deliverDue();
  const [row] = await deliveriesOf(database, citizen);
  expect(row).toMatchObject({ state: 'held', reason: 'quota_used' });
  expect(`${api.accepted[0]![1]}${row!.passive_text}`).toBe(long);
  const parts = await database.query(
    `select p.part, p.state from outbox_parts p where p.outbox_id = $1 order by part`,
    [row!.id],
  );
  expect(parts).toEqual([
    { part: 1, state: 'accepted' },
    { part: 2, state: 'held' },
  ]);
});

it('stops after a first part that is uncertain', async () => {
  const clock = fixedClock();
  const citizen = await aCitizen(database, clock);
  await answerTo(database, clock, citizen, long);
  const api = fakeApi({
    send: () => {
      throw cut(true);
    },
  });
  expect(await aWorker({ database, clock, api }).deliverDue()).toBe(1);
  expect(await deliveriesOf(database, citizen)).toMatchObject([{ state: 'uncertain' }]);
});
