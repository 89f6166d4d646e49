import { held } from '../../staff/staff-bench';
import { contentOf, startSimulatedMenus, type SimulatedMenus } from '../../menus/simulated-menus';
import type { MenuFile } from '../../../src/menus/schema';
import { startConsole, type Answer, type Browser, type ConsoleBench } from '../console-bench';

let bench: ConsoleBench;
let simulated: SimulatedMenus;
let admin: Browser;
let file: MenuFile;

beforeAll(async () => {
  bench = await startConsole(async (staffBench) => {
    simulated = await startSimulatedMenus(staffBench);
    const content = contentOf(() => file);
    return {
      apis: new Map([['renshe', simulated.desk.apiOf('renshe')!]]),
      content: () => content as never,
    };
  });
  admin = await bench.signedIn('admin', held('system_admin', null));
});
afterAll(async () => {
  await bench.drop();
  await simulated.stop();
});
beforeEach(async () => {
  await simulated.clear();
  file = { menu: [{ name: '帮助', page: 'help' }] };
});

const plan = () => admin.ask('/api/menus/renshe/plan');
const apply = (of: Answer, path = 'apply') =>
  admin.ask(`/api/menus/renshe/${path}`, {
    body: {},
    headers: { 'If-Match': of.headers.get('ETag') ?? '"none"' },
  });

it('applies what was looked at, under the person’s name, and keeps it as a version', async () => {
  const looked = await plan();
  expect(looked.body).toMatchObject({ unit: 'renshe', state: 'change', steps: ['create'] });
  const applied = await apply(looked);
  expect(applied.body).toEqual({ kind: 'applied', version: 1, detail: null });
  expect((await plan()).body).toMatchObject({ state: 'same' });
  const { body } = await admin.ask('/api/menus/renshe/versions');
  expect(body).toMatchObject({
    versions: [{ version: 1, kind: 'apply', actor: '某admin', state: 'applied' }],
    next: null,
  });
  const rows = await bench.database.query<{ actor_name: string; outcome: string }>(
    `select actor_name, outcome from audit_entries where action = 'menu.apply'`,
  );
  expect(rows.length).toBeGreaterThan(0);
  expect(new Set(rows.map((row) => row.actor_name))).toEqual(new Set(['某admin']));
});

it('refuses what was not looked at, or is another by now, and calls nothing', async () => {
  const looked = await plan();
  const before = simulated.countWrites();
  const blind = await admin.ask('/api/menus/renshe/apply', { body: {} });
  expect(blind.status).toBe(422);
  const other = await admin.ask('/api/menus/renshe/apply', {
    body: {},
    headers: { 'If-Match': '"another-fingerprint"' },
  });
  expect(other.status).toBe(409);
  expect(simulated.countWrites()).toEqual(before);
  expect((await apply(looked)).status).toBe(200);
});

it('goes back to a version as it was planned', async () => {
  await apply(await plan());
  file = { menu: [{ name: '办事指南', page: 'help' }] };
  await apply(await plan());
  const back = await admin.ask('/api/menus/renshe/versions/1/plan');
  expect(back.body).toEqual({ kind: 'change', detail: null, unanswered: [] });
  const undone = await apply(back, 'versions/1/rollback');
  expect(undone.body).toEqual({ kind: 'applied', version: 3, detail: null });
  const same = await admin.ask('/api/menus/renshe/versions/1/plan');
  expect(same.body).toMatchObject({ kind: 'same' });
  expect((await admin.ask('/api/menus/renshe/versions/9/plan')).status).toBe(404);
});
