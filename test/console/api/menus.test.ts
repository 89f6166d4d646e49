import { held } from '../../staff/staff-bench';
import { contentOf, startSimulatedMenus, type SimulatedMenus } from '../../menus/simulated-menus';
import type { MenuFile } from '../../../src/menus/schema';
import type { FileFault } from '../../../src/console/api/admin/admin-desk';
import { anAdmin } from '../admin-parts';
import { startConsole, type Answer, type Browser, type ConsoleBench } from '../console-bench';

let bench: ConsoleBench;
let simulated: SimulatedMenus;
let admin: Browser;
let file: MenuFile = { menu: [{ name: '帮助', page: 'help' }] };
let faults: FileFault[] = [];

beforeAll(async () => {
  bench = await startConsole(async (staffBench) => {
    simulated = await startSimulatedMenus(staffBench);
    const content = contentOf(() => file);
    return {
      apis: new Map([['renshe', simulated.desk.apiOf('renshe')!]]),
      content: () => content as never,
      admin: withFaults(anAdmin(staffBench, content)),
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

const withFaults = (admin: ReturnType<typeof anAdmin>) => ({
  ...admin,
  desk: { ...admin.desk, faults: () => faults },
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
  expect(back.body).toMatchObject({
    ...{ kind: 'change', detail: null, unanswered: [] },
    wanted: [{ title: '默认菜单', buttons: [{ name: '帮助' }] }],
  });
  const undone = await apply(back, 'versions/1/rollback');
  expect(undone.body).toEqual({ kind: 'applied', version: 3, detail: null });
  const same = await admin.ask('/api/menus/renshe/versions/1/plan');
  expect(same.body).toMatchObject({ kind: 'same' });
  expect((await admin.ask('/api/menus/renshe/versions/9/plan')).status).toBe(404);
});

it('shows file, WeChat and last application side by side, in bytes', async () => {
  await apply(await plan());
  file = { menu: [{ name: '办事', buttons: [{ name: '怎么用', page: 'help' }] }] };
  const { body } = await plan();
  expect(body).toMatchObject({
    ...{ state: 'change', file: 'menus/renshe.yaml', faults: [], otherFaults: 0 },
    ...{ known: true, drifted: false, added: 2, removed: 1 },
    wanted: [
      {
        title: '默认菜单',
        buttons: [
          {
            ...{ name: '办事', bytes: 6, limitBytes: 16, does: null },
            children: [{ name: '怎么用', bytes: 9, limitBytes: 60, does: '使用帮助' }],
          },
        ],
      },
    ],
    live: [{ buttons: [{ name: '帮助', does: '使用帮助', children: [] }] }],
    applied: [{ buttons: [{ name: '帮助' }] }],
    appliedWords: expect.stringContaining('，某admin发布') as string,
  });
});

it('tells where the file is wrong, and applies nothing while any file is (acceptance 6)', async () => {
  const looked = await plan();
  const wrong = { message: '名称太长', remedy: '缩短到5个汉字以内', column: 5 };
  faults = [
    { file: 'menus/renshe.yaml', line: 3, ...wrong },
    { file: 'replies/yibao/items.yaml', line: 9, ...wrong },
  ];
  const before = simulated.countWrites();
  expect((await plan()).body).toMatchObject({
    faults: ['menus/renshe.yaml 第3行：名称太长。缩短到5个汉字以内'],
    otherFaults: 1,
  });
  expect((await apply(looked)).status).toBe(409);
  expect(simulated.countWrites()).toEqual(before);
  faults = [];
  expect((await apply(looked)).status).toBe(200);
});
