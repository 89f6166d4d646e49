import { randomUUID } from 'node:crypto';
import { listCaseMessages } from '../../src/cases/case-store';
import type { CaseChange } from '../../src/cases/open-cases';
import { createTakeInMessages } from '../../src/cases/take-in-messages';
import type { Database } from '../../src/database/database';
import { aPush, aTextMessage, anAnswer } from '../support/builders';
import { createCallback } from '../support/callback';
import {
  anActor,
  createCaseWorld,
  DAY_MS,
  DRAFT,
  RENSHE,
  type CaseWorld,
} from '../support/case-world';
import { createTestDatabase } from '../support/database';

let database: Database;
let drop: () => Promise<void>;
let world: CaseWorld;
const clerk = anActor('clerk');

beforeAll(async () => {
  ({ database, drop } = await createTestDatabase());
  world = await createCaseWorld(database);
});
afterAll(() => drop());

async function takeIn(number: string, change: Partial<CaseChange> = {}): Promise<void> {
  const { id } = await world.read(number);
  await database.transaction((tx) =>
    createTakeInMessages(world.ports)(tx, [
      {
        id: id as string,
        kind: 'message_added',
        at: world.clock.now(),
        urgent: false,
        needs_judgement: null,
        data: {},
        ...change,
      },
    ]),
  );
}

async function inProgress(): Promise<string> {
  const number = await world.open();
  await world.act(number, clerk, {
    action: 'accept',
    input: { type: 'consultation', item: null },
  });
  return number;
}

async function answered(): Promise<string> {
  const number = await inProgress();
  await world.act(number, clerk, {
    action: 'submit',
    input: { ...DRAFT, template: DRAFT.text },
  });
  return number;
}

it('lets a 待补充 case go on with the time that was left, and says so in its line', async () => {
  const number = await inProgress();
  const { answer_due_at: due } = await world.read(number);
  await world.act(number, clerk, {
    action: 'ask_supplement',
    reason: '请补充照片',
    input: { missing: ['照片'] },
  });
  world.clock.advance(2 * DAY_MS);
  await takeIn(number);
  expect(await world.read(number)).toMatchObject({
    state: 'in_progress',
    paused_at: null,
    auto_close_at: null,
    answer_due_at: new Date((due as Date).getTime() + 2 * DAY_MS),
  });
  const events = await database.query(
    `select e.kind, e.actor, e.state from case_events e join cases c on c.id = e.case_id
     where c.number = $1 order by seq desc limit 2`,
    [number],
  );
  expect(events).toEqual([
    { kind: 'supplement', actor: 'citizen', state: 'in_progress' },
    { kind: 'message_added', actor: 'citizen', state: 'awaiting_supplement' },
  ]);
});

it('opens an answered case again when the citizen says that it belongs there, within 15 days', async () => {
  const number = await answered();
  await takeIn(number, { needs_judgement: true });
  expect(await world.read(number)).toMatchObject({ state: 'answered', needs_judgement: true });
  await takeIn(number, { kind: 'judged_by_citizen', needs_judgement: false });
  expect(await world.read(number)).toMatchObject({
    state: 'in_progress',
    needs_judgement: false,
    round: 2,
  });
  const late = await answered();
  world.clock.advance(16 * DAY_MS);
  await takeIn(late, { kind: 'judged_by_citizen', needs_judgement: false });
  expect((await world.read(late)).state).toBe('answered');
});

it('leaves what comes to a case that has ended for somebody to judge', async () => {
  const number = await world.open();
  await world.act(number, anActor('citizen'), { action: 'withdraw', input: { confirmed: true } });
  await takeIn(number);
  expect(await world.read(number)).toMatchObject({ state: 'withdrawn', needs_judgement: true });
});

it('follows a merged case to its main one, also over two mergers', async () => {
  const [first, second, main] = [await world.open(), await world.open(), await world.open()];
  const merge = (from: string, into: string) =>
    world.act(from, clerk, { action: 'merge', reason: '同一件事，合并办', input: { main: into } });
  await merge(first, second);
  await merge(second, main);
  const { version } = await world.read(main);
  await takeIn(first, { urgent: true });
  expect(await world.read(main)).toMatchObject({ version: (version as number) + 1, urgent: true });
  const messages = await listCaseMessages(database, RENSHE, main);
  expect(messages).toHaveLength(6);
});

it('keeps cases of different citizens two', async () => {
  const [one, other] = [await world.open(), await world.open({ citizenId: randomUUID() })];
  await expect(
    world.act(one, clerk, { action: 'merge', reason: '同一件事，合并办', input: { main: other } }),
  ).rejects.toMatchObject({ code: 'bad_request' });
});

it('works on the callback’s own path, in the transaction that stores the message', async () => {
  const openid = 'oTakeIn000000000000000000001';
  const { pipeline } = createCallback({
    database,
    clock: world.clock,
    changeCases: createTakeInMessages(world.ports),
    route: (_message, { cases: [known] }) =>
      known
        ? anAnswer('收到', {
            case: { kind: 'join', caseId: known.id, urgent: false, needsJudgement: false },
          })
        : anAnswer('收到', {
            case: { kind: 'open', unit: 'renshe', urgent: false, restricted: false },
          }),
  });
  const say = (content: string) =>
    pipeline.receive(aPush({ inbound: aTextMessage({ openid, content }) }));
  await say('养老金没发');
  const [row] = await database.query<{ number: string; accept_due_at: Date }>(
    `select c.number, c.accept_due_at from cases c join citizens p on p.id = c.citizen_id
     where p.openid = $1`,
    [openid],
  );
  expect(row!.accept_due_at).toEqual(new Date(world.clock.now().getTime() + DAY_MS));
  const { number } = row!;
  await world.act(number, clerk, { action: 'accept', input: { type: 'help', item: null } });
  await world.act(number, clerk, {
    action: 'ask_supplement',
    reason: '请补充照片',
    input: { missing: ['照片'] },
  });
  await say('补充：我叫张三');
  expect((await world.read(number)).state).toBe('in_progress');
});
