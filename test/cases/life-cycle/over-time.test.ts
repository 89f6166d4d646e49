import {
  closeAnsweredCases,
  closeUnsupplementedCases,
  remindSupplements,
} from '../../../src/cases/life-cycle/over-time';
import type { Database } from '../../../src/database/database';
import { anActor, createCaseWorld, DAY_MS, DRAFT, type CaseWorld } from '../../support/case-world';
import { createTestDatabase } from '../../support/database';

let database: Database;
let drop: () => Promise<void>;
let world: CaseWorld;
const clerk = anActor('clerk');

beforeEach(async () => {
  ({ database, drop } = await createTestDatabase());
  world = await createCaseWorld(database);
});
afterEach(() => drop());

async function accepted(type: 'consultation' | 'help'): Promise<string> {
  const number = await world.open();
  await world.act(number, clerk, { action: 'accept', input: { type, item: null } });
  return number;
}

async function asked(): Promise<string> {
  const number = await accepted('help');
  await world.act(number, clerk, {
    action: 'ask_supplement',
    reason: '请补充照片',
    input: { missing: ['照片'] },
  });
  return number;
}

const notices = (number: string) =>
  database.query<{ text: string }>(
    `select body ->> 'text' as text from outbox o join cases c on c.id = o.case_id
     where c.number = $1 and o.kind = 'notice' order by o.created_at`,
    [number],
  );

it('reminds once at half time and ends what was never supplemented', async () => {
  const number = await asked();
  expect(await remindSupplements(database, world.ports)).toBe(0);
  world.clock.advance(5 * DAY_MS);
  expect(await remindSupplements(database, world.ports)).toBe(1);
  expect(await remindSupplements(database, world.ports)).toBe(0);
  expect(await closeUnsupplementedCases(database, world.ports)).toBe(0);
  world.clock.advance(5 * DAY_MS);
  expect(await closeUnsupplementedCases(database, world.ports)).toBe(1);
  expect(await world.read(number)).toMatchObject({ state: 'closed', outcome: 'unsupplemented' });
  const texts = (await notices(number)).map(({ text }) => text);
  expect(texts.filter((text) => text.includes('还在等您补充'))).toHaveLength(1);
  expect(texts.at(-1)).toContain('已先办结');
});

it('ends an answered 咨询 after its time, and leaves a 求助 until somebody was spoken with', async () => {
  const plain = await accepted('consultation');
  await world.act(plain, clerk, { action: 'submit', input: { ...DRAFT, template: DRAFT.text } });
  const help = await accepted('help');
  await world.act(help, clerk, { action: 'submit', input: DRAFT });
  const input = { hash: await world.hash(help), opinion: null };
  await world.act(help, anActor('reviewer'), { action: 'review', input });
  expect(await closeAnsweredCases(database, world.ports)).toBe(0);
  world.clock.advance(5 * DAY_MS);
  expect(await closeAnsweredCases(database, world.ports)).toBe(1);
  expect((await world.read(plain)).state).toBe('closed');
  expect((await world.read(help)).state).toBe('answered');

  await database.query(
    `insert into case_contacts (case_id, id, round, at, method, reached, result, recorded_by, recorded_at)
     select id, gen_random_uuid(), 1, $2, 'visit', true, '已当面说明', 'the-clerk', $2
     from cases where number = $1`,
    [help, world.clock.now()],
  );
  expect(await closeAnsweredCases(database, world.ports)).toBe(0);
  world.clock.advance(DAY_MS);
  expect(await closeAnsweredCases(database, world.ports)).toBe(1);
});

it('does each case once, also when two processes run at the same moment, over several batches', async () => {
  const many = 120;
  await database.query(
    `insert into cases (id, number, account, citizen_id, owner_unit, source, state, urgent, restricted,
       needs_judgement, round, version, opened_at, last_message_at, answered_at, auto_close_at, outcome, type)
     select gen_random_uuid(), 'RS' || n, 'renshe', $1, 'renshe', 'wechat', 'answered', false, false,
       false, 1, 1, $2, $2, $2, $2, 'answered', 'praise'
     from generate_series(1, ${many}) n`,
    [world.citizenId, world.clock.now()],
  );
  const closed = await Promise.all([
    closeAnsweredCases(database, world.ports),
    closeAnsweredCases(database, world.ports),
  ]);
  const left = await closeAnsweredCases(database, world.ports);
  expect(closed[0] + closed[1] + left).toBe(many);
  const events = await database.query(`select 1 from case_events where kind = 'close'`);
  expect(events).toHaveLength(many);
});
