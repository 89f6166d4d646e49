import { Client, escapeLiteral } from 'pg';
import { BY_INDEX } from '../../src/database/data-source';
import type { Database, Queryable } from '../../src/database/database';
import { markOfferedAccepted } from '../../src/delivery/offered-answers';
import { giveUpPassiveReply } from '../../src/messages/message-store';
import type { Decision, Effects } from '../../src/routing/decision';
import { aPush, aTextMessage, anAnswer } from '../support/builders';
import { createCallback } from '../support/callback';
import { fixedClock } from '../support/clock';
import { createTestDatabase, type TestDatabase } from '../support/database';
import { holdAnswer } from '../support/held-answer';

/*
 * A server's first minutes: tables are empty and were never analysed, and a plan that is made now
 * for a prepared statement may be kept for as long as its connection. Every statement on the
 * callback's path must therefore go by index from the first day.
 */

interface Statement {
  sql: string;
  /** Absent: it is planned anew each time. */
  name: string | undefined;
  parameters: readonly unknown[];
}

/** Hold only messages that are being handled just now. */
const SMALL_INDEXES = new Set(['messages_handling_idx']);
const GROWN_ROWS = 20_000;

const statements = new Map<string, Statement>();
let used: TestDatabase;
let empty: TestDatabase;
let client: Client;

beforeAll(async () => {
  used = await createTestDatabase();
  empty = await createTestDatabase();
  await runEveryStatement(recording(used.database));
  client = new Client({ connectionString: empty.url, options: BY_INDEX });
  await client.connect();
});
afterAll(async () => {
  await client.end();
  await used.drop();
  await empty.drop();
});

it('sees the whole path', () => {
  const text = [...statements.values()].map(({ sql }) => sql).join('\n');
  for (const part of [
    'insert into citizens',
    'insert into messages',
    'for no key update of m',
    "set state = 'handled'",
    "set answered_via = 'outbox'",
    'skip locked',
    'set case_id',
    'insert into case_counters',
    'insert into cases',
    'update cases',
    'insert into ledgers',
    'insert into pending_questions',
    'delete from pending_questions',
    'insert into outbox',
    'update outbox o',
    'o.offered_in = $2',
    'insert into misses',
    'insert into media',
    'set revoked_at',
    'with ordinality',
  ]) {
    expect(text).toContain(part);
  }
});

/** Prepared statements may keep, for their connection's life, the plan of a server's first minute. */
const isPrepared = ({ name }: Statement): boolean => name !== undefined;

it('goes by whole keys on empty tables, prepared', async () => {
  await client.query('set plan_cache_mode = force_generic_plan');
  expect(await findWalks(isPrepared)).toEqual({});
});

describe.each([2, 50, 500, 5000])('on tables that were analysed when they had %i rows', (rows) => {
  beforeAll(async () => {
    await growTables(rows, 'analyze');
  });

  it('goes by whole keys, prepared', async () => {
    await client.query('set plan_cache_mode = force_generic_plan');
    expect(await findWalks(isPrepared)).toEqual({});
  });
});

describe('on tables that have grown since they were last analysed', () => {
  beforeAll(() => growTables(GROWN_ROWS));

  it('goes by whole keys, planned for what is given', async () => {
    await client.query('set plan_cache_mode = force_custom_plan');
    expect(await findWalks(() => true)).toEqual({});
  });

  it('goes by whole keys, prepared', async () => {
    await client.query('set plan_cache_mode = force_generic_plan');
    expect(await findWalks(isPrepared)).toEqual({});
  });
});

async function findWalks(wanted: (statement: Statement) => boolean) {
  const found: Record<string, string[]> = {};
  for (const [key, statement] of statements) {
    if (!wanted(statement)) continue;
    const walks = walksIn(await explain(statement));
    if (walks.length > 0) found[key] = walks;
  }
  return found;
}

interface Plan {
  'Node Type': string;
  'Relation Name'?: string;
  'Index Name'?: string;
  'Index Cond'?: string;
  Plans?: Plan[];
}

async function explain({ sql, parameters }: Statement): Promise<Plan> {
  await client.query(`prepare explained as ${sql}`);
  const given = parameters.length > 0 ? `(${parameters.map(literalOf).join(', ')})` : '';
  const { rows } = await client.query<{ 'QUERY PLAN': [{ Plan: Plan }] }>(
    `explain (format json) execute explained${given}`,
  );
  await client.query('deallocate explained');
  return rows[0]!['QUERY PLAN'][0].Plan;
}

/** Names one row or one citizen's few; an account alone names a good part of a table. */
const KEY_COLUMN =
  /\b(id|citizen_id|case_id|message_id|openid|number|offered_in|lease_until|last|capability)\b/;

/** Where a plan reads a table from end to end, or all of an account by an index. */
function walksIn(plan: Plan): string[] {
  const below = (plan.Plans ?? []).flatMap(walksIn);
  const index = plan['Index Name'];
  if (plan['Node Type'] === 'Seq Scan') return [plan['Relation Name'] ?? '?', ...below];
  if (!index || SMALL_INDEXES.has(index)) return below;
  return KEY_COLUMN.test(plan['Index Cond'] ?? '') ? below : [index, ...below];
}

function literalOf(value: unknown): string {
  if (value === null) return 'null';
  return Array.isArray(value)
    ? escapeLiteral(`{${value.map((one) => JSON.stringify(textOf(one))).join(',')}}`)
    : escapeLiteral(textOf(value));
}

function textOf(value: unknown): string {
  return value instanceof Date ? value.toISOString() : String(value);
}

/** Rows of other citizens, and no statistics of them. */
async function growTables(count: number, analyze?: 'analyze'): Promise<void> {
  const owner = new Client({ connectionString: empty.ownerUrl });
  await owner.connect();
  for (const insert of [
    `insert into citizens (account, id, openid, version, first_seen_at, last_contact_at, last_item_candidates)
     select 'renshe', gen_random_uuid(), gen_random_uuid()::text, 1, now(), now(), '{}' from numbers`,
    `insert into messages (account, id, citizen_id, dedupe_key, kind, sent_at, received_at, fields, state,
       attempt, carries_answers, answered_via)
     select 'renshe', gen_random_uuid(), gen_random_uuid(), 'm:' || gen_random_uuid(), 'text', now(), now(), '{}',
       'handled', 1, false, 'passive' from numbers`,
    `insert into cases (id, number, account, citizen_id, owner_unit, source, state, urgent, restricted,
       needs_judgement, round, version, opened_at, last_message_at)
     select gen_random_uuid(), gen_random_uuid()::text, 'renshe', gen_random_uuid(), 'renshe', 'wechat',
       'awaiting_acceptance', false, false, false, 1, 1, now(), now() from numbers`,
    `insert into outbox (account, id, citizen_id, kind, state, body, created_at, next_at, attempts)
     select 'renshe', gen_random_uuid(), gen_random_uuid(), 'answer', 'held', '{}', now(), now(), 0
     from numbers`,
    `insert into pending_questions (account, citizen_id, question, asked_at, expires_at)
     select 'renshe', gen_random_uuid(), '{}', now(), now() from numbers`,
    `insert into ledgers (account, citizen_id, message_sends_left, event_sends_left)
     select 'renshe', gen_random_uuid(), 0, 0 from numbers`,
  ]) {
    const table = /^insert into (\w+)/.exec(insert)![1]!;
    await owner.query(`alter table ${table} set (autovacuum_enabled = false)`);
    await owner.query(`with numbers as (select n from generate_series(1, ${count}) n) ${insert}`);
    if (analyze) await owner.query(`analyze ${table}`);
  }
  await owner.end();
}

/** The same database, noting each different statement once with what it was given. */
function recording(database: Database): Database {
  const note =
    (inner: Queryable): Queryable['query'] =>
    (sql, parameters = [], name) => {
      const key = name ?? sql;
      if (!statements.has(key)) statements.set(key, { sql, name, parameters });
      return inner.query(sql, parameters, name);
    };
  return {
    ...database,
    query: note(database),
    transaction: (work) => database.transaction((tx) => work({ query: note(tx) })),
  };
}

/** Takes pushes through each effect that a decision can have. */
async function runEveryStatement(database: Database): Promise<void> {
  const clock = fixedClock();
  let decision: Decision = anAnswer('好');
  const { handler } = createCallback({
    database,
    clock,
    route: () => decision,
    answerDeferred: async () => () =>
      anAnswer('查到了', { followUp: { kind: 'text', text: '二' } }),
  });
  const send = async (effects: Effects): Promise<string> => {
    decision = anAnswer('好', effects);
    const handled = await handler.handle(aPush({ inbound: aTextMessage() }));
    return handled.messageId;
  };
  const first = await send({ case: opening });
  const [opened] = await database.query<{ id: string; citizen_id: string }>(
    'select id, citizen_id from cases',
  );
  const caseId = opened!.id;
  const second = await send({
    case: { kind: 'join', caseId, urgent: false, needsJudgement: true },
    question: { set: { kind: 'describe_matter' }, validForMs: 600_000 },
    shownItem: { ref: 'renshe.card', candidates: [] },
    miss: { ref: 'renshe.card' },
    receipt: true,
    follow: 'followed',
  });
  await send({ case: { kind: 'split', fromCaseId: caseId, messageId: second, unit: 'renshe' } });
  await send({ case: { ...opening, takeMessageId: first }, question: { clear: true } });
  await database.transaction((tx) =>
    holdAnswer(tx, {
      account: 'renshe',
      citizenId: opened!.citizen_id,
      caseId,
      text: '答复',
      at: clock.now(),
    }),
  );
  const [held] = await database.query<{ id: string }>(`select id from outbox where state = 'held'`);
  const carrying = await send({ givesAnswers: [held!.id] });
  await markOfferedAccepted(database, 'renshe', carrying, clock.now());
  decision = { kind: 'deferred', work: {}, effects: {}, explanation: { responder: 'question' } };
  await handler.handle(aPush({ inbound: aTextMessage() }));
  await giveUpPassiveReply(
    database,
    { account: 'renshe', id: carrying },
    { reply: { kind: 'none' }, at: new Date(), leaseUntil: new Date() },
  );
  const { openid, accountOriginalId, sentAtSeconds, msgId } = aTextMessage();
  const pushed = { openid, accountOriginalId, sentAtSeconds };
  decision = anAnswer('好');
  await handler.handle(aPush({ inbound: { kind: 'image', ...pushed, msgId, mediaId: 'M' } }));
  const fields = { OpenID: openid, RevokeInfo: '205' };
  const event = 'user_authorization_revoke';
  await handler.handle(aPush({ inbound: { kind: 'other_event', ...pushed, event, fields } }));
  await handler.sweep();
  // Written by the arrangement above and not by the callback.
  for (const key of statements.keys()) {
    if (/^select id(, citizen_id)? from/.test(key)) statements.delete(key);
  }
}

const opening = { kind: 'open', unit: 'renshe', urgent: false, restricted: false } as const;
