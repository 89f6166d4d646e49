import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { CaseRow } from '../../src/cases/life-cycle/case-row';
import { createFoldText } from '../../src/cases/search/fold-text';
import { listBursts } from '../../src/cases/supervision/list-bursts';
import { lampOfCase } from '../../src/cases/clock/case-lamp';
import { seedExamples, type SeedParts } from '../../src/compose-seed';
import type { ContentSet } from '../../src/content/load-content';
import { openTrialAccounts } from '../../src/open-trial-accounts';
import { createLogger } from '../../src/platform/logger';
import { loadSuppliedContent, unitCodes } from '../replies/supplied-content';
import { fixedClock } from '../support/clock';
import { createTestDatabase, type TestDatabase } from '../support/database';

const clock = fixedClock();
const lines: string[] = [];
let test: TestDatabase;
let content: ContentSet;
let dataDir: string;
let made: number;

const parts = (): SeedParts => ({
  database: test.database,
  content,
  secretKey: 'a secret key of the tests, long enough',
  dataDir,
  publicUrl: 'http://127.0.0.1:3000',
  clock,
  logger: createLogger('warn', { write: (line) => void lines.push(line) }),
});

beforeAll(async () => {
  test = await createTestDatabase();
  content = await loadSuppliedContent(clock.now());
  dataDir = await fs.mkdtemp(path.join(os.tmpdir(), 'zhijian-seed-'));
  await openTrialAccounts(parts());
  made = await seedExamples(parts());
});
afterAll(async () => {
  await test.drop();
  await fs.rm(dataDir, { recursive: true, force: true });
});

async function valuesOf(sql: string): Promise<unknown[]> {
  const rows = await test.database.query<{ value: unknown }>(sql);
  return rows.map(({ value }) => value);
}

it('makes about two hundred cases, some in every unit, and none twice', async () => {
  expect(made).toBeGreaterThan(180);
  const [count] = await valuesOf('select count(*)::int as value from cases');
  expect(count).toBeGreaterThanOrEqual(made);
  const owners = await valuesOf('select distinct owner_unit as value from cases');
  expect(owners.sort()).toEqual([...unitCodes].sort());
  expect(await seedExamples(parts())).toBe(0);
});

it('leaves no state, rating, flag or source out', async () => {
  expect((await valuesOf('select distinct state as value from cases')).sort()).toEqual([
    'answered',
    'awaiting_acceptance',
    'awaiting_assignment',
    'awaiting_review',
    'awaiting_signature',
    'awaiting_supplement',
    'closed',
    'in_progress',
    'merged',
    'withdrawn',
  ]);
  expect((await valuesOf('select distinct rating as value from case_ratings')).sort()).toEqual([
    1, 2, 3, 4, 5,
  ]);
  expect((await valuesOf('select distinct source as value from cases')).sort()).toEqual([
    '12345',
    'telephone',
    'wechat',
    'window',
  ]);
  for (const fact of [
    'urgent',
    'restricted',
    'supervised',
    `extension = 'asked'`,
    `extension = 'approved'`,
    'round > 1',
    'send_backs > 0',
    'needs_judgement',
  ]) {
    const [found] = await valuesOf(`select exists (select from cases where ${fact}) as value`);
    expect([fact, found]).toEqual([fact, true]);
  }
});

it('shows every lamp', async () => {
  const rows = await test.database.query<CaseRow & { paused_remaining_ms: number }>(
    'select *, paused_remaining_ms::float8 from cases',
  );
  const lamps = rows.map((row) => lampOfCase(row, content, clock.now())?.kind);
  expect([...new Set(lamps)]).toEqual(
    expect.arrayContaining(['normal', 'near', 'overdue', 'severe', 'paused', 'done']),
  );
});

it('shows every delivery state that an answer can rest in, also what people noted of it', async () => {
  const states = await valuesOf(`select distinct state as value from outbox where kind = 'answer'`);
  expect(states.sort()).toEqual(['accepted', 'failed', 'held', 'uncertain', 'waiting']);
  const [heard] = await valuesOf(
    `select count(told_by_phone_at) > 0 and count(viewed_at) > 0 as value from outbox`,
  );
  expect(heard).toBe(true);
});

it('keeps pictures, voices and a place among the messages, with their files', async () => {
  const kinds = await valuesOf(
    `select distinct m.kind as value from messages m where m.case_id is not null`,
  );
  expect(kinds.sort()).toEqual(['image', 'location', 'text', 'voice']);
  const [missing] = await valuesOf(`select count(*)::int as value from media where sha256 is null`);
  expect(missing).toBe(0);
});

it('puts nothing into the future and logs no fault', async () => {
  const [late] = await test.database.query<{ events: number; messages: number }>(
    `select (select count(*)::int from case_events where at > $1) as events,
       (select count(*)::int from messages where received_at > $1) as messages`,
    [clock.now()],
  );
  expect(late).toEqual({ events: 0, messages: 0 });
  expect(lines.filter((line) => line.includes('"level":"error"'))).toEqual([]);
});

it('leaves no page of the console empty beside the cases', async () => {
  const answers = await Promise.all(
    [
      `select count(distinct unit) = 7 as value from item_reports`,
      `select count(distinct account) = 7 as value from citizen_blocks`,
      `select count(*) = 1 as value from report_snapshots where made_by is null`,
      `select count(*) = 2 as value from export_jobs where state = 'waiting'`,
      `select array_agg(kind order by kind desc) = array['text', 'image'] as value from messages
       where responder = 'handover' and case_id is null`,
    ].map(async (sql) => [sql, await valuesOf(sql)]),
  );
  expect(answers).toEqual(answers.map(([sql]) => [sql, [true]]));
  const bursts = await listBursts(
    test.database,
    { units: unitCodes },
    createFoldText(),
    clock.now(),
  );
  expect(bursts.map(({ ids }) => ids.length)).toContain(6);
});
