import type { Database } from '../../src/database/database';
import { enqueueRatingRequest, enqueueReminder } from '../../src/delivery/enqueue-reminder';
import { createId } from '../../src/platform/ids';
import { fixedClock, type FixedClock } from '../support/clock';
import { createTestDatabase } from '../support/database';
import {
  aCitizen,
  answerTo,
  aWorker,
  deliveriesOf,
  fakeApi,
  ledgerOf,
  refused,
  type TestCitizen,
} from '../support/delivery';

let database: Database;
let drop: () => Promise<void>;
beforeAll(async () => {
  ({ database, drop } = await createTestDatabase());
});
afterAll(() => drop());

const question = {
  text: '请您评价。',
  choices: [
    { id: 'rate:RS202611230001X:1:5', content: '非常满意' },
    { id: 'rate:RS202611230001X:1:1', content: '非常不满意' },
  ],
  tail: '也可以回复“评价”。',
};

function askForRating(clock: FixedClock, { id: citizenId }: TestCitizen): Promise<boolean> {
  const at = clock.now();
  const request = { account: 'renshe', citizenId, caseId: createId(at), ...question, at };
  return database.transaction((tx) => enqueueRatingRequest(tx, request));
}

it('may use the send that four answers left alone; a reminder may not', async () => {
  const clock = fixedClock();
  const citizen = await aCitizen(database, clock);
  const api = fakeApi();
  const worker = aWorker({ database, clock, api });
  for (const text of ['一。', '二。', '三。', '四。']) {
    await answerTo(database, clock, citizen, text);
    clock.advance(5);
  }
  await worker.deliverDue();
  const reminder = { account: 'renshe', citizenId: citizen.id, text: '还在吗？', at: clock.now() };
  expect(await database.transaction((tx) => enqueueReminder(tx, reminder))).toBe(false);
  expect(await askForRating(clock, citizen)).toBe(true);
  await worker.deliverDue();
  expect(api.accepted.map(([, text]) => text)).toEqual(['一。', '二。', '三。', '四。', 'msgmenu']);
  expect(await ledgerOf(database, citizen)).toMatchObject({ message: 0 });
  expect(await askForRating(clock, citizen)).toBe(false);
});

it('is never held: with the window shut it is not handed over, and what WeChat refuses has failed', async () => {
  const clock = fixedClock();
  const citizen = await aCitizen(database, clock);
  expect(await askForRating(clock, citizen)).toBe(true);
  const api = fakeApi({
    send: () => {
      throw refused(45015);
    },
  });
  await aWorker({ database, clock, api }).deliverDue();
  expect(await deliveriesOf(database, citizen)).toMatchObject([{ state: 'failed' }]);
  expect(await askForRating(clock, citizen)).toBe(false);
});

it('that waited until the window was shut has failed', async () => {
  const clock = fixedClock();
  const citizen = await aCitizen(database, clock);
  await askForRating(clock, citizen);
  clock.advance(48 * 3_600_000);
  await aWorker({ database, clock, api: fakeApi() }).deliverDue();
  expect(await deliveriesOf(database, citizen)).toMatchObject([
    { state: 'failed', reason: 'window_closed' },
  ]);
});
