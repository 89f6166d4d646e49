import { Client, escapeLiteral } from 'pg';
import type { Database, Queryable } from '../../src/database/database';
import { fixedClock } from '../support/clock';
import { createTestDatabase, type TestDatabase } from '../support/database';
import { markToldByPhone, markViewed, resendDelivery } from '../../src/delivery/delivery-actions';
import { listDeliveries } from '../../src/delivery/list-deliveries';
import { createId } from '../../src/platform/ids';
import {
  aCitizen,
  anAudit,
  answerTo,
  aWorker,
  cut,
  deliveriesOf,
  fakeApi,
  refused,
  type TestCitizen,
} from '../support/delivery';

/*
 * The worker's statements must go by index however many deliveries lie behind them, also before the
 * tables were ever analysed.
 */

const OLD_ROWS = 20_000;
const statements = new Map<string, readonly unknown[]>();
let db: TestDatabase;
let owner: Client;

beforeAll(async () => {
  db = await createTestDatabase();
  owner = new Client({ connectionString: db.ownerUrl });
  await owner.connect();
  await runEveryStatement(recording(db.database));
  await growTables();
});
afterAll(async () => {
  await owner.end();
  await db.drop();
});

it('sees every statement of the worker', () => {
  const text = [...statements.keys()].join('\n');
  for (const part of [
    'skip locked),\nclaimed',
    'insert into outbox_attempts',
    'lessons as',
    'lost as',
    'aftercare_at <= $2',
    'insert into outbox (',
    'as attempts',
    'resent_by',
  ]) {
    expect(text).toContain(part);
  }
});

it('walks through no table', async () => {
  const walks: string[] = [];
  for (const [sql, parameters] of statements) {
    await owner.query(`prepare explained as ${sql}`);
    const given = parameters.length > 0 ? `(${parameters.map(literalOf).join(', ')})` : '';
    const { rows } = await owner.query<{ 'QUERY PLAN': string }>(
      `explain execute explained${given}`,
    );
    await owner.query('deallocate explained');
    const plan = rows.map((row) => row['QUERY PLAN']).join('\n');
    const seen = plan.match(/Seq Scan on (outbox|ledgers|citizens|messages|outbox_\w+)\b/g);
    if (seen) walks.push(`${seen.join(', ')}\n${sql}\n${plan}`);
  }
  expect(walks).toEqual([]);
});

/** Takes deliveries through each end. */
async function runEveryStatement(database: Database): Promise<void> {
  const clock = fixedClock();
  const errors = [null, refused(-1), refused(45015), cut(true), refused(45009)];
  for (const error of errors) {
    const citizen = await aCitizen(database, clock);
    await answerTo(database, clock, citizen);
    const api = fakeApi({
      send: () => {
        if (error) throw error;
      },
    });
    const worker = aWorker({ database, clock, api });
    await worker.deliverDue();
    await worker.lookAfter();
    await lookAndResend(database, citizen, clock.now());
  }
}

/** What staff do with a delivery. */
async function lookAndResend(database: Database, citizen: TestCitizen, at: Date): Promise<void> {
  const [row] = await deliveriesOf(database, citizen);
  await listDeliveries(database, [createId(at)]);
  const actor = { kind: 'staff', id: 'li', name: '李四', ip: null } as const;
  const action = { account: 'renshe', id: row!.id, unit: 'renshe', actor, reason: null, at };
  await markToldByPhone(database, anAudit(), action);
  await markViewed(database, anAudit(), { caseId: createId(at), actor, at });
  if (row!.state === 'uncertain') await resendDelivery(database, anAudit(), action);
}

/** What lies behind a worker after a year: accepted, held and failed ones of other citizens. */
async function growTables(): Promise<void> {
  for (const insert of [
    `insert into citizens (account, id, openid, version, first_seen_at, last_contact_at, last_item_candidates)
     select 'renshe', md5(n::text)::uuid, 'o' || n, 1, now(), now(), '{}' from numbers`,
    `insert into ledgers (account, citizen_id, message_sends_left, event_sends_left)
     select 'renshe', md5(n::text)::uuid, 0, 0 from numbers`,
    `insert into outbox (account, id, citizen_id, kind, state, body, created_at, next_at, attempts)
     select 'renshe', md5(n::text)::uuid, md5(n::text)::uuid, 'answer',
       (array['accepted', 'held', 'failed', 'accepted'])[n % 4 + 1], '{}', now(), now(), 0 from numbers`,
    `insert into outbox_parts (account, outbox_id, part, body, state)
     select 'renshe', md5(n::text)::uuid, 1, '{}', 'accepted' from numbers`,
    `insert into outbox_attempts (account, id, outbox_id, part, route, started_at)
     select 'renshe', md5(n::text)::uuid, md5(n::text)::uuid, 1, 'customer_service', now() from numbers`,
  ]) {
    const table = /^insert into (\w+)/.exec(insert)![1]!;
    await owner.query(`alter table ${table} set (autovacuum_enabled = false)`);
    await owner.query(
      `with numbers as (select n from generate_series(1, ${OLD_ROWS}) n) ${insert}`,
    );
  }
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

/** The same database, noting what the worker asks of it. */
function recording(database: Database): Database {
  const note =
    (inner: Queryable): Queryable['query'] =>
    (sql, parameters = [], name) => {
      const arranged =
        /^insert into citizens|into ledgers|^select id, state, reason, attempts/.test(sql);
      if (!arranged) statements.set(sql, parameters);
      return inner.query(sql, parameters, name);
    };
  return {
    ...database,
    query: note(database),
    transaction: (work) => database.transaction((tx) => work({ query: note(tx) })),
  };
}
