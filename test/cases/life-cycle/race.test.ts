import { claimNextCase } from '../../../src/cases/life-cycle/in-bulk';
import type { Database } from '../../../src/database/database';
import { anActor, createCaseWorld, DRAFT, RENSHE, type CaseWorld } from '../../support/case-world';
import { createTestDatabase } from '../../support/database';

let database: Database;
let drop: () => Promise<void>;
let world: CaseWorld;
const clerk = anActor('clerk');

beforeAll(async () => {
  ({ database, drop } = await createTestDatabase());
  world = await createCaseWorld(database);
});
afterAll(() => drop());

it('lets one of two win who submit at the same moment; the other hears who and how (acceptance 3)', async () => {
  const number = await world.open();
  const { version } = await world.act(number, clerk, {
    action: 'accept',
    input: { type: 'consultation', item: null },
  });
  const submit = { action: 'submit', version, input: DRAFT } as const;
  const presses = await Promise.allSettled([
    world.act(number, clerk, submit),
    world.act(number, clerk, submit),
  ]);
  const lost = presses.filter((press) => press.status === 'rejected');
  expect(lost).toHaveLength(1);
  expect(lost[0]!.reason).toMatchObject({
    code: 'conflict',
    details: {
      state: 'awaiting_review',
      version: version + 1,
      changedBy: 'the-clerk',
      changedAt: world.clock.now(),
      change: 'submit',
    },
  });
  const approvals = await database.query(`select 1 from approvals where text = $1`, [DRAFT.text]);
  expect(approvals).toHaveLength(1);
});

it('signs once when two sign at the same moment, and sends one answer', async () => {
  const number = await world.open();
  await world.act(number, clerk, {
    action: 'accept_and_answer',
    input: { type: 'complaint', item: null, ...DRAFT },
  });
  const input = { hash: await world.hash(number), opinion: null, confirmed: false };
  const press = (id: string) =>
    world.act(number, anActor('signer', { id }), { action: 'sign', input });
  const presses = await Promise.allSettled([press('one'), press('another')]);
  expect(presses.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  const sent = await database.query(
    `select 1 from outbox o join cases c on c.id = o.case_id where c.number = $1 and o.kind = 'answer'`,
    [number],
  );
  expect(sent).toHaveLength(1);
});

it('ends two merges into each other with one main case', async () => {
  const [one, other] = [await world.open(), await world.open()];
  const merge = (from: string, into: string) =>
    world.act(from, clerk, {
      action: 'merge',
      reason: '同一件事，合并办',
      input: { main: into },
    });
  const presses = await Promise.allSettled([merge(one, other), merge(other, one)]);
  expect(presses.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  const states = [(await world.read(one)).state, (await world.read(other)).state];
  expect(states.sort()).toEqual(['awaiting_acceptance', 'merged']);
});

it('gives each of 1 000 cases to one of ten clerks who take them from one queue', async () => {
  const queue = await createCaseWorld(database);
  await database.query(
    `insert into cases (id, number, account, citizen_id, owner_unit, source, state, urgent, restricted,
       needs_judgement, round, version, opened_at, last_message_at, accept_due_at)
     select gen_random_uuid(), 'JY' || n, 'renshe', $1, 'jiuye', 'wechat', 'awaiting_acceptance', false,
       false, false, 1, 1, $2, $2, $2::timestamptz + n * interval '1 second'
     from generate_series(1, 1000) n`,
    [queue.citizenId, queue.clock.now()],
  );
  const taken = await Promise.all(
    Array.from({ length: 10 }, async (_, index) => {
      const numbers: string[] = [];
      const actor = anActor('clerk', { id: `clerk-${index}` });
      for (;;) {
        const next = await claimNextCase(database, queue.ports, RENSHE, actor, 'jiuye');
        if (!next) return numbers;
        numbers.push(next.number);
      }
    }),
  );
  const all = taken.flat();
  expect(all).toHaveLength(1000);
  expect(new Set(all).size).toBe(1000);
  const owners = await database.query<{ number: string; handler: string; events: number }>(
    `select c.number, c.handler, (select count(*)::int from case_events e where e.case_id = c.id) as events
     from cases c where owner_unit = 'jiuye'`,
  );
  const owned = new Map(taken.flatMap((list, index) => list.map((one) => [one, `clerk-${index}`])));
  for (const { number, handler, events } of owners) {
    expect([number, handler, events]).toEqual([number, owned.get(number), 1]);
  }
}, 120_000);
