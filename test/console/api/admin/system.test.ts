import type { AdminParts } from '../../../../src/compose-admin';
import type { ContentSet } from '../../../../src/content/load-content';
import { saveCapabilities, raiseAlarm } from '../../../../src/delivery/account-store';
import type { LiveFiles } from '../../../../src/live-content';
import { loadSuppliedContent } from '../../../replies/supplied-content';
import { held } from '../../../staff/staff-bench';
import { anAdmin } from '../../admin-parts';
import { startConsole, type Browser, type ConsoleBench } from '../../console-bench';

const CALL = {
  at: new Date('2026-11-23T01:00:00Z'),
  outcome: 'timeout',
  seconds: 3,
  cached: false,
} as const;
let bench: ConsoleBench;
let content: ContentSet;
let live: LiveFiles;
let admin: Browser;
let system: Browser;

const health: AdminParts['queries']['health'] = (units) =>
  content.routing.queries
    .filter(({ unit }) => units.has(unit))
    .map(({ ref, unit, name }) => ({
      ...{ ref, unit, name, source: 'http', offered: true, table: null, circuit: 'open' },
      ...{ http: { host: 'backend.example', timeoutMs: 3000 }, calls: [CALL] },
    }));

beforeAll(async () => {
  content = await loadSuppliedContent(new Date('2026-11-23T01:30:00Z'));
  bench = await startConsole((staffBench) => {
    const made = anAdmin(staffBench, content, {
      queries: { health },
      apis: new Map([['renshe', {}]]),
      lastBackupAt: () => Promise.resolve(new Date('2026-11-22T00:00:00Z')),
    });
    live = made.live;
    return { admin: made, content: () => content };
  });
  admin = await bench.signedIn('admin', held('unit_admin'));
  system = await bench.signedIn('xitong', held('system_admin', null));
});
afterAll(() => bench.drop());

it('shows the accounts that one looks after: what they may do, what is wrong with them', async () => {
  const at = bench.clock.now();
  const { database } = bench;
  await saveCapabilities(database, [
    { account: 'renshe', capability: 'menu', granted: true, reason: 'probe', at },
  ]);
  await raiseAlarm(database, { account: 'renshe', alarm: 'unreachable', detail: '连不上', at });
  const { body } = await admin.ask('/api/accounts');
  expect(body).toMatchObject({
    accounts: [
      {
        ...{ unit: 'renshe', accountName: '君山人社', configured: true, token: null, paused: null },
        capabilities: [{ label: '自定义菜单', granted: true, reason: 'probe' }],
        alarms: [{ label: '连不上微信', detail: '连不上', times: 1 }],
        menu: { state: 'unchecked' },
      },
    ],
  });
  const all = (await system.ask('/api/accounts')).body as { accounts: { unit: string }[] };
  expect(all.accounts).toHaveLength(7);
});

it('shows the queries that one looks after, with their last calls in Chinese', async () => {
  const { body } = await admin.ask('/api/queries');
  const { queries } = body as { queries: { unit: string; calls: object[]; off: unknown }[] };
  expect(new Set(queries.map(({ unit }) => unit))).toEqual(new Set(['renshe']));
  expect(queries[0]).toMatchObject({ circuit: 'open', off: null, calls: [{ label: '超时' }] });
});

it('says how the process does, to the system’s keeper alone', async () => {
  const fault = {
    file: 'menus/renshe.yaml',
    line: 3,
    column: 5,
    message: '名称太长',
    remedy: '缩短',
  };
  live.refuse([fault]);
  const { body } = await system.ask('/api/system');
  expect(body).toMatchObject({
    content: { version: content.version, faults: ['menus/renshe.yaml:3:5  名称太长  →  缩短'] },
    inbox: { unhandled: 0, oldestAt: null, apologies: 0 },
    database: { secondWall: true },
    backup: { at: '2026-11-22T00:00:00.000Z', ours: true },
    deliveries: [],
  });
  const { disk, jobs, clocks } = body as {
    disk: { freeBytes: number };
    jobs: { what: string; runs: number }[];
    clocks: { databaseAheadMs: number };
  };
  expect(disk.freeBytes).toBeGreaterThan(0);
  expect(jobs.every(({ what, runs }) => /[\u4e00-\u9fff]/.test(what) && runs === 0)).toBe(true);
  expect(Number.isFinite(clocks.databaseAheadMs)).toBe(true);
  live.use(content);
  expect((await system.ask('/api/system')).body).toMatchObject({ content: { faults: [] } });
  expect((await admin.ask('/api/system')).status).toBe(403);
});

describe('what did not arrive', () => {
  /** A failed answer of a new case. */
  async function fail(at: string, opening: { restricted?: boolean } = {}): Promise<string> {
    const number = await bench.world.open(opening);
    await bench.database.query(
      `insert into outbox (id, account, citizen_id, case_id, kind, state, reason, body, created_at, next_at, attempts)
       select gen_random_uuid(), account, citizen_id, id, 'answer', 'failed', 'blacklisted', '{}', $2, $2, 1
       from cases where number = $1`,
      [number, new Date(at)],
    );
    return number;
  }

  it('is a list for the unit, the longest waiting first, page by page', async () => {
    const numbers: string[] = [];
    for (let minute = 0; minute < 21; minute += 1) {
      numbers.push(await fail(`2026-11-22T01:${String(minute).padStart(2, '0')}:00Z`));
    }
    const hidden = await fail('2026-11-22T00:00:00Z', { restricted: true });
    const clerk = await bench.signedIn('zhangsan', held('clerk'));
    type Page = { deliveries: { caseNumber: string }[]; next: string };
    const first = (await clerk.ask('/api/deliveries')).body as Page;
    const after = encodeURIComponent(first.next);
    const second = (await clerk.ask(`/api/deliveries?after=${after}`)).body as Page;
    const listed = [...first.deliveries, ...second.deliveries];
    expect(listed.map(({ caseNumber }) => caseNumber)).toEqual(numbers);
    expect(second.next).toBeNull();
    expect(first.deliveries[0]).toMatchObject({
      ...{ kindName: '答复', mayResend: true, mayAct: true, words: '未送出（可重发）' },
      sentence: expect.stringContaining('黑名单') as string,
    });
    expect((await clerk.ask('/api/deliveries?after=nonsense')).status).toBe(400);
    expect((await clerk.ask('/api/deliveries?state=held')).body).toMatchObject({ deliveries: [] });
    const named = await bench.signedIn('named', held('clerk', 'renshe', true));
    expect((await named.ask('/api/deliveries')).text).toContain(hidden);
    const other = await bench.signedIn('other', held('clerk', 'yibao'));
    expect((await other.ask('/api/deliveries')).body).toEqual({ deliveries: [], next: null });
    expect((await admin.ask('/api/deliveries')).body).toMatchObject({
      deliveries: expect.arrayContaining([expect.objectContaining({ mayAct: false })]) as object[],
    });
  });

  it('is counted by account and cause for the system’s keeper, without a case', async () => {
    const { text, body } = await system.ask('/api/system');
    expect(body).toMatchObject({
      deliveries: [{ account: 'renshe', state: 'failed', words: '未送出（可重发）', count: 22 }],
    });
    expect(text).not.toMatch(/RS2026/);
    expect((await system.ask('/api/deliveries')).status).toBe(403);
  });
});
