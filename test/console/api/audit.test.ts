import { Client } from 'pg';
import { readSourceFiles } from '../../house/source-files';
import { presentAuditAction } from '../../../src/console/api/audit-labels';
import { sealAudit } from '../../../src/audit/seal-audit';
import { held } from '../../staff/staff-bench';
import { startConsole, type Browser, type ConsoleBench } from '../console-bench';

let bench: ConsoleBench;
let inspector: Awaited<ReturnType<ConsoleBench['signedIn']>>;
let district: Browser;

beforeAll(async () => {
  bench = await startConsole();
  inspector = await bench.signedIn('jiancha', held('inspector'));
  district = await bench.signedIn('shenji', held('inspector', null));
});
afterAll(() => bench.drop());

interface Page {
  people: Record<string, string>;
  entries: { label: string; action: string; unit: string | null; after: object | null }[];
}
const read = async (browser: Browser, query: string) =>
  (await browser.ask(`/api/audit?${query}`)).body as Page;
const seal = () => sealAudit(bench.database, bench.chainKeys[0]!, bench.clock);

it('is on record itself: who reads the record, and by what they narrowed it', async () => {
  await read(inspector, 'action=staff.');
  bench.clock.advance(1000);
  await read(district, 'unit=renshe');
  const { entries } = await read(district, 'action=audit.read');
  expect(entries.map(({ unit, label }) => [unit, label])).toEqual([
    [null, '查阅审计记录'],
    ['renshe', '查阅审计记录'],
  ]);
  expect(entries[1]!.after).toMatchObject({ action: 'staff.' });
  const own = await read(inspector, 'action=audit.read');
  expect(own.entries.every(({ unit }) => unit === 'renshe')).toBe(true);
});

it('names the people whose ids stand in the values of its entries', async () => {
  const { id } = inspector.known;
  const at = bench.clock.now();
  const actor = { kind: 'system' as const, id: null, name: null, ip: null };
  const entry = { at, actor, action: 'case.assign', unit: 'renshe', after: { handler: id } };
  await bench.database.transaction((tx) => bench.recordAudit(tx, [entry]));
  const { people } = await read(inspector, 'action=case.assign');
  expect(people).toEqual({ [id]: '某jiancha' });
});

it('says in Chinese whether the chain holds, and where it breaks', async () => {
  await seal();
  const intact = (await inspector.ask('/api/audit/verify', { method: 'POST' })).body as {
    checked: number;
    words: string;
  };
  expect(intact).toMatchObject({ intact: true, words: `已校验 ${intact.checked} 条，链完整` });
  const owner = new Client({ connectionString: bench.ownerUrl });
  await owner.connect();
  await owner.query(`update audit_entries set reason = '改过' where action = 'audit.read'`);
  await owner.end();
  const broken = (await inspector.ask('/api/audit/verify', { method: 'POST' })).body;
  expect(broken).toMatchObject({
    intact: false,
    words: expect.stringMatching(/^链在第 \d+ 条断开：/) as string,
  });
});

it('is exported as it is filtered, within one’s scope, and no cell is reckoned', async () => {
  const admin = await bench.signedIn('admin', held('unit_admin'));
  const roles = [held('clerk')];
  await admin.ask('/api/staff', { body: { username: 'evil', name: '=1+1', roles } });
  const { body } = await inspector.ask('/api/audit/export', { body: { action: 'staff.add' } });
  const file = body as { name: string; csv: string; rows: number; complete: boolean };
  expect(file.name).toMatch(/^审计记录-\d{4}-\d\d-\d\d\.csv$/);
  expect(file.complete).toBe(true);
  const lines = file.csv.slice(0, -2).split('\r\n');
  expect(lines).toHaveLength(file.rows + 1);
  expect(lines[0]).toMatch(/^\uFEFF时间,/);
  expect(lines.slice(1).every((line) => line.includes('"开账号"'))).toBe(true);
  expect(file.csv).not.toMatch(/(^|,)"?=/m);
  const stranger = await bench.signedIn('stranger', held('inspector', 'yibao'));
  const other = await stranger.ask('/api/audit/export', { body: { action: 'staff.add' } });
  expect(other.text).not.toContain('evil');
});

it('has a Chinese name for every action that the product records', () => {
  const names = readSourceFiles('src').flatMap(({ text }) =>
    [...text.matchAll(/action: '([a-z_]+\.[a-z_]+)'/g)].map(([, name]) => name!),
  );
  expect(names.length).toBeGreaterThan(15);
  for (const name of new Set(names)) {
    expect([name, presentAuditAction(name)]).not.toEqual([
      name,
      expect.stringContaining('其他操作'),
    ]);
  }
  expect(presentAuditAction('case.accept')).toBe('受理');
});

describe('one’s own sessions', () => {
  it('are listed, and ended one by one, nobody else’s', async () => {
    const known = await bench.add('wangwu', held('clerk'));
    const [office, phone] = [bench.browser(), bench.browser()];
    await office.signIn(known);
    bench.clock.advance(1000);
    await phone.signIn(known);
    type Sessions = { sessions: { id: string; current: boolean }[] };
    const { sessions } = (await office.ask('/api/sessions')).body as Sessions;
    expect(sessions.map(({ current }) => current)).toEqual([true, false]);
    const end = (browser: Browser, id: string) =>
      browser.ask(`/api/sessions/${id}/end`, { method: 'POST' });
    expect((await end(inspector, sessions[1]!.id)).status).toBe(404);
    expect((await end(office, sessions[1]!.id)).status).toBe(204);
    expect((await phone.ask('/api/me')).status).toBe(401);
    expect((await office.ask('/api/me')).status).toBe(200);
  });
});

describe('the API’s document', () => {
  it('is a page for whoever is signed in, with no script in it', async () => {
    const page = await inspector.ask('/api/docs');
    expect(page.status).toBe(200);
    expect(page.headers.get('Content-Type')).toContain('text/html');
    expect(page.headers.get('Content-Security-Policy')).toMatch(
      /^default-src 'none'; style-src 'sha256-/,
    );
    expect(page.text).not.toMatch(/<script|<[^>]* on[a-z]+=/);
    for (const { path, summary } of bench.console.endpoints) {
      expect(page.text).toContain(path.replace(/:(\w+)/g, '{$1}'));
      expect(page.text).toContain(summary.split('“')[0]);
    }
    const outside = await bench.browser().ask('/api/docs');
    expect([outside.status, outside.text.includes('/api/cases')]).toEqual([401, false]);
  });
});
