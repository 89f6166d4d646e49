import { forgetAbsent, notePresence, type Presence } from '../../../src/cases/live/presence';
import type { Scope } from '../../../src/cases/scope';
import { createCaseWorld, RENSHE, YIBAO, type CaseWorld } from '../../support/case-world';
import { createTestDatabase, type TestDatabase } from '../../support/database';

const [ZHANG, LI, TAB, OTHER_TAB] = [1, 2, 3, 4].map(
  (count) => `00000000-0000-7000-8000-00000000000${count}`,
) as [string, string, string, string];
let test: TestDatabase;
let world: CaseWorld;
let number: string;

beforeEach(async () => {
  test = await createTestDatabase();
  world = await createCaseWorld(test.database);
  number = await world.open();
});
afterEach(() => test.drop());

const note = (presence: Partial<Presence>, scope: Scope = RENSHE) =>
  notePresence(test.database, world.clock, scope, {
    ...{ number, staffId: ZHANG, tab: TAB, mode: 'reading' },
    ...presence,
  });

async function news(): Promise<number> {
  const told = await test.database.query(`select from live_events where kind = 'presence'`);
  return told.length;
}

it('shows the others, who writes before who reads, and oneself never', async () => {
  expect(await note({})).toEqual([]);
  const since = world.clock.now();
  world.clock.advance(1_000);
  expect(await note({ staffId: LI })).toEqual([{ staffId: ZHANG, mode: 'reading', since }]);
  await note({ mode: 'writing', tab: OTHER_TAB });
  const [shown] = await note({ staffId: LI });
  expect(shown).toMatchObject({ staffId: ZHANG, mode: 'writing' });
  await note({ mode: 'gone', tab: OTHER_TAB });
  expect(await note({ staffId: LI })).toMatchObject([{ mode: 'reading' }]);
});

it('tells open pages of what is new and of nothing else', async () => {
  await note({});
  await note({});
  expect(await news()).toBe(1);
  await note({ mode: 'writing' });
  await note({ mode: 'gone' });
  await note({ mode: 'gone' });
  expect(await news()).toBe(3);
});

it('counts nobody who has said nothing for a minute', async () => {
  await note({});
  world.clock.advance(59_000);
  expect(await note({ staffId: LI })).toHaveLength(1);
  world.clock.advance(1_000);
  expect(await note({ staffId: LI })).toEqual([]);
  await forgetAbsent(test.database, world.clock);
  expect(await test.database.query('select staff_id from case_presence')).toEqual([
    { staff_id: LI },
  ]);
  expect(await news()).toBe(3);
});

it('is for who may see the case', async () => {
  await expect(note({}, YIBAO)).rejects.toMatchObject({ code: 'not_found' });
  const secret = await world.open({ restricted: true });
  await expect(note({ number: secret }, { units: ['renshe'] })).rejects.toMatchObject({
    code: 'not_found',
  });
  expect(await test.database.query('select * from case_presence')).toEqual([]);
});
