import type { Action, ActionInputs } from '../../../src/cases/life-cycle/actions';
import { executeIn } from '../../../src/cases/life-cycle/execute-action';
import { transitions } from '../../../src/cases/life-cycle/transitions';
import type { Database, Tx } from '../../../src/database/database';
import { AppError } from '../../../src/platform/errors';
import {
  anActor,
  createCaseWorld,
  DAY_MS,
  DRAFT,
  RENSHE,
  YIBAO,
  type CaseWorld,
} from '../../support/case-world';
import { createTestDatabase } from '../../support/database';
import { cells, COLUMNS, ROLES, STATE_OF, type Cell, type Column } from './fixture';

let database: Database;
let drop: () => Promise<void>;
let world: CaseWorld;
let main: string;
const numbers = {} as Record<Column, string>;

const clerk = anActor('clerk');
const coordinator = anActor('coordinator');
const because = '理由写在这里';

beforeAll(async () => {
  ({ database, drop } = await createTestDatabase());
  world = await createCaseWorld(database);
  main = await world.open();
  for (const column of COLUMNS) numbers[column] = await bringTo(column);
}, 60_000);
afterAll(() => drop());

/** A 投诉 in a state, brought there by its own actions. */
async function bringTo(column: Column): Promise<string> {
  const number = await world.open();
  const act = (actor: typeof clerk, command: Parameters<CaseWorld['act']>[2]) =>
    world.act(number, actor, command);
  const accept = () => act(clerk, { action: 'accept', input: { type: 'complaint', item: null } });
  const submit = () => act(clerk, { action: 'submit', input: DRAFT });
  const sign = async () =>
    act(anActor('signer'), {
      action: 'sign',
      input: { hash: await world.hash(number), opinion: null, confirmed: false },
    });
  const refuse = () =>
    act(clerk, { action: 'refuse', reason: because, input: { cause: 'other', channel: '法院' } });
  switch (column) {
    case 'QA':
      await act(clerk, { action: 'return', reason: because, input: { proposedUnit: null } });
      break;
    case 'AA':
      break;
    case 'IP':
      await accept();
      break;
    case 'SU':
      await accept();
      await act(clerk, { action: 'ask_supplement', reason: because, input: { missing: ['照片'] } });
      break;
    case 'RE':
      await accept();
      await submit();
      break;
    case 'RF':
      await refuse();
      break;
    case 'SI':
      await accept();
      await submit();
      await act(anActor('reviewer'), {
        action: 'review',
        input: { hash: await world.hash(number), opinion: null },
      });
      break;
    case 'AN':
    case 'CL':
      await accept();
      await submit();
      await sign();
      await database.query(
        `insert into case_contacts (case_id, id, round, at, method, reached, result, recorded_by, recorded_at)
         select id, gen_random_uuid(), 1, $2, 'telephone', true, '已说明', 'the-clerk', $2
         from cases where number = $1`,
        [number, world.clock.now()],
      );
      if (column === 'CL') await act(coordinator, { action: 'close', input: { excuse: null } });
      break;
    case 'CD':
      await act(clerk, { action: 'dismiss', input: { cause: 'mistake' } });
      break;
    case 'ME':
      await act(clerk, { action: 'merge', reason: because, input: { main } });
      break;
    case 'WI':
      await act(anActor('citizen'), { action: 'withdraw', input: { confirmed: true } });
      break;
  }
  return number;
}

/** What is handed in with each action; `number` is the case's own. */
function inputs(hash: string): { [A in Action]: ActionInputs[A] } {
  return {
    assign: { unit: 'renshe', designate: false },
    claim: {},
    release: {},
    accept: { type: 'consultation', item: null },
    return: { proposedUnit: 'yibao' },
    transfer: { unit: 'jiuye', designate: false },
    hand_over: { handler: 'another' },
    add_co_handler: { unit: 'yibao', dueAt: new Date(world.clock.now().getTime() + DAY_MS) },
    answer_as_co_handler: { unit: 'renshe', opinion: '同意。' },
    ask_supplement: { missing: ['照片'] },
    supplement: {},
    close_unsupplemented: {},
    ask_extension: { workingDays: 5 },
    approve_extension: {},
    refuse_extension: {},
    submit: DRAFT,
    revise: { text: '请带身份证和户口本来。' },
    send_back: {},
    review: { hash, opinion: null },
    sign: { hash, opinion: null, confirmed: false },
    refuse: { cause: 'litigation', channel: '向人民法院起诉' },
    rate: { rating: 5, tags: [], text: null, named: false },
    rework: { cause: 'sent_back' },
    judge: {},
    close: { excuse: null },
    merge: { main },
    withdraw: { confirmed: true },
    supervise: { dueAt: new Date(world.clock.now().getTime() + DAY_MS) },
    answer_supervision: { text: '已经办好。' },
    dismiss: { cause: 'blank' },
    restore: {},
    refer: { channel: 'police', text: '请打110。' },
    accept_and_answer: { type: 'consultation', item: null, ...DRAFT },
    answer_by_operator: { text: '您好，已经办好。' },
    split: { messageIds: [] },
    flag: { flag: 'urgent', on: true },
  };
}

/** What must be so before some actions make sense; undone with everything else. */
const PREPARED: Readonly<Partial<Record<string, string>>> = {
  close_unsupplemented: `auto_close_at = case when state = 'awaiting_supplement' then opened_at end`,
  approve_extension: `extension = 'asked', extension_days = 3, extension_asked_by = 'somebody'`,
  refuse_extension: `extension = 'asked', extension_days = 3, extension_asked_by = 'somebody'`,
  judge: `needs_judgement = true`,
  answer_supervision: `supervised = true, supervision_due_at = opened_at`,
  answer_as_co_handler: `owner_unit = 'yibao'`,
};

class Undo extends Error {}

/** What an action comes to, undone afterwards. */
async function tryOut({ action, role, column }: Cell, reach = reachOf(role)): Promise<string> {
  const number = numbers[column];
  let came = '';
  const undone = database.transaction(async (tx) => {
    await prepare(tx, action, number);
    came = await executeIn(tx, world.ports, reach, anActor(role), {
      action,
      number,
      version: null,
      reason: because,
      input: await inputOf(tx, action, number),
    } as Parameters<typeof executeIn>[4]).then(
      ({ state }) => state,
      (error: unknown) => {
        if (error instanceof AppError) return STATUS[error.code] ?? error.code;
        throw error;
      },
    );
    throw new Undo();
  });
  await expect(undone).rejects.toThrow(Undo);
  return came;
}

const STATUS: Readonly<Record<string, string>> = {
  forbidden: '403',
  not_found: '404',
  conflict: '409',
};

function reachOf(role: Cell['role']) {
  if (role === 'system') return null;
  return role === 'citizen' ? { citizen: { account: 'renshe', id: world.citizenId } } : RENSHE;
}

async function prepare(tx: Tx, action: string, number: string): Promise<void> {
  const columns = PREPARED[action];
  if (columns) await tx.query(`update cases set ${columns} where number = $1`, [number]);
  if (action !== 'answer_as_co_handler') return;
  await tx.query(
    `insert into case_co_handlers (case_id, unit, asked_at, asked_by, due_at)
     select id, 'renshe', opened_at, 'somebody', opened_at from cases where number = $1`,
    [number],
  );
}

async function inputOf(tx: Tx, action: string, number: string): Promise<unknown> {
  const [row] = await tx.query<{ hash: string | null; message: string | null }>(
    `select encode(a.text_hash, 'hex') as hash,
       (select m.id from messages m where m.case_id = c.id order by m.id limit 1) as message
     from cases c left join approvals a on a.id = c.approval_id where c.number = $1`,
    [number],
  );
  if (action === 'split') return { messageIds: [row!.message] };
  return inputs(row!.hash ?? '')[action as Action];
}

it('has a cell for every action, role and state, and no other', () => {
  const keys = cells.map(({ action, role, column }) => `${action} ${role} ${column}`);
  expect(new Set(keys).size).toBe(keys.length);
  const all = Object.keys(transitions).flatMap((action) =>
    ROLES.flatMap((role) => COLUMNS.map((column) => `${action} ${role} ${column}`)),
  );
  expect(keys.sort()).toEqual(all.sort());
});

it('brings cases to every state', async () => {
  for (const column of COLUMNS) {
    expect((await world.read(numbers[column])).state).toBe(STATE_OF[column]);
  }
});

describe.each(Object.keys(transitions))('%s', (action) => {
  it('does what the specification says, for every state and role', async () => {
    const wrong: string[] = [];
    for (const cell of cells.filter((one) => one.action === action)) {
      const came = await tryOut(cell);
      if (came !== cell.expected) {
        wrong.push(`${cell.role} ${cell.column}: ${came} and not ${cell.expected}`);
      }
    }
    expect(wrong).toEqual([]);
  });

  it('is not there for another unit, whatever the role and the state', async () => {
    for (const column of COLUMNS) {
      const cell: Cell = { action, role: 'clerk', column, expected: '404' };
      if (action !== 'answer_as_co_handler') expect(await tryOut(cell, YIBAO)).toBe('404');
      const stranger = {
        citizen: { account: 'renshe', id: '00000000-0000-7000-8000-000000000000' },
      };
      expect(await tryOut({ ...cell, role: 'citizen' }, stranger)).toBe('404');
    }
  });
});
