import { askForRatings, type RatingQuestion } from '../../src/cases/ask-for-ratings';
import type { Database } from '../../src/database/database';
import { anActor, createCaseWorld, DAY_MS, DRAFT, type CaseWorld } from '../support/case-world';
import { createTestDatabase } from '../support/database';

const MINUTE_MS = 60_000;
let database: Database;
let drop: () => Promise<void>;
let world: CaseWorld;
beforeEach(async () => {
  ({ database, drop } = await createTestDatabase());
  world = await createCaseWorld(database);
});
afterEach(() => drop());

async function answer(number: string): Promise<void> {
  await world.act(number, anActor('clerk'), { action: 'submit', input: DRAFT });
  const input = { hash: await world.hash(number), opinion: null };
  await world.act(number, anActor('reviewer'), { action: 'review', input });
}

async function anAnswered(restricted = false): Promise<string> {
  const number = await world.open({ restricted });
  const input = { type: 'consultation', item: null } as const;
  await world.act(number, anActor('clerk'), { action: 'accept', input });
  await answer(number);
  return number;
}

/** WeChat has taken all that was on its way. */
const deliver = () =>
  database.query(
    `update outbox set state = 'accepted', reason = null, accepted_at = $1
     where kind = 'answer' and state <> 'accepted'`,
    [world.clock.now()],
  );

async function ask(sent = true): Promise<RatingQuestion[]> {
  const asked: RatingQuestion[] = [];
  const enqueue = async (_tx: unknown, question: RatingQuestion): Promise<boolean> => {
    asked.push(question);
    return sent;
  };
  await askForRatings(database, { clock: world.clock, enqueue });
  return asked;
}

it('asks once, ten minutes after the answer has arrived, with five words', async () => {
  const number = await anAnswered();
  expect(await ask()).toEqual([]);
  await deliver();
  world.clock.advance(9 * MINUTE_MS);
  expect(await ask()).toEqual([]);
  world.clock.advance(MINUTE_MS);
  const [question, ...more] = await ask();
  expect(more).toEqual([]);
  expect(question).toMatchObject({
    ...{ account: 'renshe', citizenId: world.citizenId },
    text: `【评价】办件 ${number} 的答复，您满意吗？点一下就行：`,
    choices: [
      { id: `rate:${number}:1:5`, content: '非常满意' },
      { id: `rate:${number}:1:4`, content: '满意' },
      { id: `rate:${number}:1:3`, content: '基本满意' },
      { id: `rate:${number}:1:2`, content: '不满意' },
      { id: `rate:${number}:1:1`, content: '非常不满意' },
    ],
  });
  expect(await ask()).toEqual([]);
});

it('asks anew after a new round', async () => {
  const number = await anAnswered();
  await deliver();
  world.clock.advance(10 * MINUTE_MS);
  await ask();
  const input = { rating: 1, tags: [], text: null, named: false } as const;
  await world.act(number, anActor('citizen'), { action: 'rate', input });
  world.clock.advance(MINUTE_MS);
  await answer(number);
  await deliver();
  world.clock.advance(10 * MINUTE_MS);
  expect((await ask()).map(({ choices }) => choices[0]!.id)).toEqual([`rate:${number}:2:5`]);
});

it('asks nobody whose case is restricted, rated or long answered', async () => {
  await anAnswered(true);
  const rated = await anAnswered();
  await deliver();
  const input = { rating: 5, tags: [], text: null, named: false } as const;
  await world.act(rated, anActor('citizen'), { action: 'rate', input });
  world.clock.advance(10 * MINUTE_MS);
  expect(await ask()).toEqual([]);
  await anAnswered();
  await deliver();
  world.clock.advance(3 * DAY_MS);
  expect(await ask()).toEqual([]);
});

it('asks once only, also where it could not leave, and where two processes ask at once', async () => {
  await anAnswered();
  await anAnswered();
  await deliver();
  world.clock.advance(10 * MINUTE_MS);
  const both = await Promise.all([ask(false), ask(false)]);
  expect(both.flat()).toHaveLength(2);
  expect(await ask()).toEqual([]);
  expect(await database.query('select sent from rating_requests')).toEqual([
    { sent: false },
    { sent: false },
  ]);
});
