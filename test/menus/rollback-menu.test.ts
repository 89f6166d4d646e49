import { AppError } from '../../src/platform/errors';
import { readLiveMenus } from '../../src/menus/live-menus';
import { listHistory } from '../../src/menus/menu-history';
import { pullMenu } from '../../src/menus/pull/pull-menu';
import { planRollback, rollbackMenu, type RollbackPlan } from '../../src/menus/rollback-menu';
import { createTestDatabase, type TestDatabase } from '../support/database';
import { startSimulatedMenus, type SimulatedMenus } from './simulated-menus';

let db: TestDatabase;
let menus: SimulatedMenus;
beforeAll(async () => {
  db = await createTestDatabase();
  menus = await startSimulatedMenus(db);
});
afterAll(async () => {
  await menus.stop();
  await db.drop();
});
beforeEach(async () => {
  await menus.clear();
  menus.useFile({
    menu: [
      { name: '电话', reply: '请打 12333。', key: 'phone' },
      { name: '社保卡', item: 'card', as: 'card' },
    ],
    conditional: [{ name: '志愿者', tag: 101, menu: [{ name: '志愿', page: 'help' }] }],
  });
  await menus.apply();
  menus.useFile({ menu: [{ name: '帮助', page: 'help' }] });
  await menus.apply();
});

const by = { actor: '李四', replace: false };
type Change = Extract<RollbackPlan, { kind: 'change' }>;

it('goes back to any version with its menus for some, as a new version', async () => {
  const plan = (await planRollback(menus.desk, 'renshe', 1)) as Change;
  expect(plan).toMatchObject({ kind: 'change', unanswered: ['电话'] });
  expect(await rollbackMenu(menus.desk, plan, by)).toEqual({ kind: 'applied', version: 3 });
  const live = await readLiveMenus(menus.desk.apiOf('renshe')!);
  expect(live.button!.map(({ name }) => name)).toEqual(['电话', '社保卡']);
  expect(live.conditional.map(({ matchrule }) => matchrule)).toEqual([{ tag_id: '101' }]);
  const { versions } = await listHistory(menus.desk, 'renshe');
  expect(
    versions.map(({ version, kind, actor, rolledBackTo }) => [version, kind, actor, rolledBackTo]),
  ).toEqual([
    [3, 'rollback', '李四', 1],
    [2, 'apply', 'test', null],
    [1, 'apply', 'test', null],
  ]);
  expect(versions[0]!.fileHash).toBe(versions[2]!.fileHash);
  expect(await planRollback(menus.desk, 'renshe', 1)).toMatchObject({ kind: 'same' });
  expect((await menus.apply()).kind).toBe('applied');
});

it('refuses where the live menu changed since it was planned', async () => {
  const plan = (await planRollback(menus.desk, 'renshe', 1)) as Change;
  menus.simulator.setWebsite('renshe', { menu: [{ name: '新', type: 'text', value: '好' }] });
  expect(await rollbackMenu(menus.desk, plan, by)).toMatchObject({ kind: 'refused' });
});

it('cannot make a menu of the website again, and says so', async () => {
  menus.simulator.setWebsite('renshe', { menu: [{ name: '新', type: 'text', value: '好' }] });
  await pullMenu(menus.desk, 'renshe', { actor: 'test' });
  const plan = await planRollback(menus.desk, 'renshe', 3);
  expect(plan).toMatchObject({
    kind: 'refused',
    detail: expect.stringContaining('网站') as string,
  });
});

it('names a version that is not there', async () => {
  const failed = planRollback(menus.desk, 'renshe', 9);
  await expect(failed).rejects.toBeInstanceOf(AppError);
  await expect(failed).rejects.toThrow('没有第 9 版');
});

it('lists twenty versions at a time, newest first', async () => {
  for (let round = 0; round < 20; round++) {
    menus.useFile({ menu: [{ name: `第${round}`, page: 'help' }] });
    await menus.apply();
  }
  const first = await listHistory(menus.desk, 'renshe');
  expect([first.versions[0]!.version, first.versions.length, first.next]).toEqual([22, 20, 3]);
  const second = await listHistory(menus.desk, 'renshe', first.next!);
  expect([second.versions.map(({ version }) => version), second.next]).toEqual([[2, 1], null]);
});
