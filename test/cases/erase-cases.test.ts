import { eraseCases } from '../../src/cases/erase-cases';
import type { Database } from '../../src/database/database';
import { anActor, createCaseWorld, DRAFT, type CaseWorld } from '../support/case-world';
import { createTestDatabase } from '../support/database';

let database: Database;
let drop: () => Promise<void>;
let world: CaseWorld;
beforeAll(async () => {
  ({ database, drop } = await createTestDatabase());
  world = await createCaseWorld(database);
});
afterAll(() => drop());

it('forgets numbers and words of what is done; an open case keeps its number until it is', async () => {
  const [done, open] = [await world.open(), await world.open()];
  const clerk = anActor('clerk');
  const input = { type: 'consultation', item: null } as const;
  await world.act(done, clerk, { action: 'accept', input });
  await world.act(done, clerk, { action: 'submit', input: DRAFT });
  const hash = await world.hash(done);
  await world.act(done, anActor('reviewer'), { action: 'review', input: { hash, opinion: null } });
  await world.act(done, anActor('citizen'), {
    action: 'rate',
    input: { rating: 5, tags: ['办得快'], text: '住在柳林洲的老李谢谢您', named: true },
  });
  for (const number of [done, open]) {
    await world.set(number, `contact_sealed = '\\x01', statement_sealed = '\\x02'`);
  }
  const openId = String((await world.read(open))['id']);
  const erase = (still: string[]) =>
    database.transaction((tx) => eraseCases(tx, 'renshe', [world.citizenId], still));

  expect(await erase([openId])).toEqual([world.citizenId]);
  expect(await world.read(done)).toMatchObject({ contact_sealed: null, statement_sealed: null });
  expect((await world.read(open))['contact_sealed']).not.toBeNull();
  expect(await database.query('select rating, tags, text from case_ratings')).toEqual([
    { rating: 5, tags: ['办得快'], text: null },
  ]);

  expect(await erase([])).toEqual([]);
  expect((await world.read(open))['contact_sealed']).toBeNull();
});

it('leaves other citizens and other accounts alone', async () => {
  const number = await world.open();
  await world.set(number, `contact_sealed = '\\x01'`);
  for (const [account, citizen] of [
    ['yibao', world.citizenId],
    ['renshe', '019ab2c4-5d6e-7f80-9123-456789abcdef'],
  ] as const) {
    await database.transaction((tx) => eraseCases(tx, account, [citizen], []));
  }
  expect((await world.read(number))['contact_sealed']).not.toBeNull();
});
