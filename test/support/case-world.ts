import { randomUUID } from 'node:crypto';
import type { Action, ActionInputs, CaseActor, CaseRole } from '../../src/cases/life-cycle/actions';
import type { CaseClocks, Limit } from '../../src/cases/life-cycle/clocks';
import type { Reach } from '../../src/cases/life-cycle/case-row';
import type { Scope } from '../../src/cases/scope';
import { executeAction, type Executed } from '../../src/cases/life-cycle/execute-action';
import type { CaseAuditRow, CaseUnit, LifeCyclePorts } from '../../src/cases/life-cycle/ports';
import { openCases, allocateCaseNumbers } from '../../src/cases/open-cases';
import { createCheckOutgoing } from '../../src/cases/words/check-outgoing';
import type { WordGroup, WordLevel } from '../../src/cases/words/schema';
import type { Database } from '../../src/database/database';
import { enqueueAnswer } from '../../src/delivery/enqueue-answer';
import { enqueueNotice } from '../../src/delivery/enqueue-notice';
import { findDelivered } from '../../src/delivery/find-delivered';
import { chooseAnswerPictures } from '../../src/media/answer-pictures';
import { createId } from '../../src/platform/ids';
import { fixedClock, type FixedClock } from './clock';

export const HOUR_MS = 60 * 60 * 1000;
export const DAY_MS = 24 * HOUR_MS;

const DAYS: Readonly<Record<Limit['kind'], number>> = {
  accept: 1,
  return: 1,
  answer: 5,
  review: 1,
  supplement_reminder: 5,
  supplement_closing: 10,
  auto_close: 5,
  follow_up: 15,
  bad_rating_contact: 1,
  rework: 15,
};

/** Clocks on which every day is a working day of 24 hours, so that a test can count on its fingers. */
export const plainClocks: CaseClocks = {
  dueAt: (_unit, { kind }, from) => ({
    at: new Date(from.getTime() + DAYS[kind] * DAY_MS),
    provisional: false,
  }),
  pause: (_unit, dueAt, at) => ({
    remainingMs: Math.max(0, dueAt.getTime() - at.getTime()),
    dueAt,
  }),
  resume: (_unit, { remainingMs, dueAt }, at) => ({
    at: remainingMs === 0 ? dueAt : new Date(at.getTime() + remainingMs),
    provisional: false,
  }),
  extend: (_unit, dueAt, days) => ({
    at: new Date(dueAt.getTime() + days * DAY_MS),
    provisional: false,
  }),
  extensionLimit: () => ({ workingDays: 5, times: 1 }),
  supplementLimit: () => 2,
  presentDay: (at) => `${at.getUTCMonth() + 1}月${at.getUTCDate()}日`,
};

/** A person with one role in 区人社局 and its 就业中心; the district's roles are held everywhere. */
export function anActor(role: CaseRole, overrides: Partial<CaseActor> = {}): CaseActor {
  const everywhere = ['coordinator', 'inspector', 'system_admin', 'citizen', 'operator', 'system'];
  const units = everywhere.includes(role) ? [null] : ['renshe', 'jiuye'];
  return {
    kind: role === 'citizen' || role === 'operator' || role === 'system' ? role : 'staff',
    id: `the-${role}`,
    name: null,
    ip: null,
    roles: units.map((unit) => ({ role, unit })),
    onBehalfOf: null,
    ...overrides,
  };
}

export const RENSHE: Scope = { units: ['renshe', 'jiuye'], restrictedUnits: ['renshe', 'jiuye'] };
export const YIBAO: Scope = { units: ['yibao'], restrictedUnits: ['yibao'] };

const unit = (name: string, letters: string): CaseUnit => ({
  name,
  shortName: name,
  letters,
  telephone: '0730-8123456',
});

/** Words of one level that answers are held against. */
export function aWordGroup(level: WordLevel, ...words: string[]): WordGroup {
  const said = { name: '一组词', reason: '不合适', suggestion: '换个说法' };
  return { id: 'group', level, words, unless: [], ...said };
}

/** A command without its case. */
export type BareCommand = {
  [A in Action]: { action: A; version?: number; reason?: string; input: ActionInputs[A] };
}[Action];

/** The life cycle on a real database and a real outbox, with people and words of the test's own. */
export interface CaseWorld {
  database: Database;
  clock: FixedClock;
  ports: LifeCyclePorts;
  audited: CaseAuditRow[];
  citizenId: string;
  /** Opens a case from the chat, as the callback does, with two messages. */
  open(overrides?: { unit?: string; citizenId?: string; restricted?: boolean }): Promise<string>;
  /** Does one thing as somebody, at whatever version the case has. */
  act(number: string, actor: CaseActor, command: BareCommand, reach?: Reach): Promise<Executed>;
  read(number: string): Promise<Record<string, unknown>>;
  /** Puts columns of a case where a test needs them. */
  set(number: string, columns: string): Promise<void>;
  /** The hash of the text that stands before its gates. */
  hash(number: string): Promise<string>;
}

/** @param database a test's own */
export async function createCaseWorld(database: Database): Promise<CaseWorld> {
  const clock = fixedClock();
  const audited: CaseAuditRow[] = [];
  const ports: LifeCyclePorts = {
    clock,
    clocks: plainClocks,
    audit: {
      async record(_tx, rows) {
        audited.push(...rows);
      },
    },
    outbox: { enqueueAnswer, enqueueNotice, findDelivered },
    pictures: { choose: chooseAnswerPictures },
    words: {
      isUnchanged: async (_tx, _row, template, text) => template === text,
      checkOutgoing: createCheckOutgoing({
        district: [aWordGroup('禁止', '内部'), aWordGroup('须复核', '保证')],
        units: new Map(),
      }),
      findRiskWord: (text) => (text.includes('跳楼') ? '跳楼' : null),
    },
    people: {
      mayHandle: async (_tx, id) => id !== 'stranger',
      holdsRole: async (_tx, id) => id !== 'stranger',
      hasHandlers: async (_tx, code) => code !== 'empty',
    },
    progressUrl: ({ round }) => `https://pages.example/${round}`,
    units: () =>
      new Map([
        ['renshe', unit('区人社局', 'RS')],
        ['jiuye', unit('区就业中心', 'JY')],
        ['yibao', unit('区医保局', 'YB')],
        ['empty', unit('没有人的单位', 'KK')],
      ]),
  };
  const citizenId = randomUUID();
  await database.query(
    `insert into citizens (account, id, openid, version, first_seen_at, last_contact_at,
       last_item_candidates)
     values ('renshe', $1, $2, 1, $3, $3, '{}')`,
    [citizenId, `o${citizenId}`, clock.now()],
  );
  const world: CaseWorld = {
    database,
    clock,
    ports,
    audited,
    citizenId,
    open: (overrides) => openOne(world, overrides),
    act: (number, actor, command, reach = reachOf(actor)) =>
      executeAction(database, ports, reach, actor, {
        number,
        version: null,
        ...command,
      }),
    read: async (number) =>
      (await database.query(`select * from cases where number = $1`, [number]))[0]!,
    set: async (number, columns) => {
      await database.query(`update cases set ${columns} where number = $1`, [number]);
    },
    hash: async (number) => {
      const [row] = await database.query<{ hash: string }>(
        `select encode(a.text_hash, 'hex') as hash from approvals a join cases c on c.approval_id = a.id
         where c.number = $1`,
        [number],
      );
      return row!.hash;
    },
  };
  return world;

  function reachOf(actor: CaseActor): Reach {
    if (actor.kind === 'system') return null;
    if (actor.kind === 'citizen') return { citizen: { account: 'renshe', id: citizenId } };
    return RENSHE;
  }
}

async function openOne(
  { database, clock, citizenId: own }: CaseWorld,
  { unit: code = 'renshe', citizenId = own, restricted = false } = {},
): Promise<string> {
  const at = clock.now();
  const id = createId(at);
  return database.transaction(async (tx) => {
    const [number] = await allocateCaseNumbers(tx, [
      { unit: code, letters: 'RS', day: '2026-11-23' },
    ]);
    await openCases(tx, [
      {
        id,
        number: number!,
        account: 'renshe',
        citizen_id: citizenId,
        owner_unit: code,
        urgent: false,
        restricted,
        opened_at: at,
        last_message_at: at,
        accept_due_at: new Date(at.getTime() + DAY_MS),
        data: {},
      },
    ]);
    for (const [index, text] of ['养老金没发', '还有一件事'].entries()) {
      // One after the other: two of the same moment have no order.
      await insertMessage(tx, { id, citizenId, at: new Date(at.getTime() + index), text });
    }
    return number!;
  });
}

async function insertMessage(
  tx: Pick<Database, 'query'>,
  { id, citizenId, at, text }: { id: string; citizenId: string; at: Date; text: string },
): Promise<void> {
  await tx.query(
    `insert into messages (account, id, citizen_id, dedupe_key, kind, sent_at, received_at, text, fields,
       case_id, state, attempt, answered_via, carries_answers)
     values ('renshe', $1, $2, $3, 'text', $4, $4, $5, '{}', $6, 'handled', 1, 'passive', false)`,
    [randomUUID(), citizenId, randomUUID(), at, text, id],
  );
}

/** What a clerk submits. */
export const DRAFT = {
  text: '请带身份证来。',
  template: null,
  handling: { isTrue: 'yes', solved: true, inside: null },
} as const;
