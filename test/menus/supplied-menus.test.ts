import { applyMenus } from '../../src/menus/apply-menus';
import { checkMenu } from '../../src/menus/check-menu';
import { compileMenu } from '../../src/menus/compile-menu';
import { planMenus } from '../../src/menus/plan-menus';
import { pullMenu } from '../../src/menus/pull/pull-menu';
import { listCutNames } from '../../src/menus/shown-names';
import { chinaDateOf } from '../../src/platform/china-time';
import { getCurrentSelfmenuInfo } from '../../src/wechat/api/menu';
import { createWechatApi } from '../../src/wechat/api/wechat-api';
import { fixedClock } from '../support/clock';
import { createTestDatabase, type TestDatabase } from '../support/database';
import { aLogger, MemoryTokenStore } from '../wechat/api/fake-wechat';
import { startSuppliedDesk, UNITS, UNVERIFIED, type SuppliedDesk } from './supplied-desk';

const clock = fixedClock();
const DAY = chinaDateOf(clock.now());

let db: TestDatabase;
let supplied: SuppliedDesk;
beforeAll(async () => {
  db = await createTestDatabase();
  supplied = await startSuppliedDesk(db);
});
afterAll(async () => {
  await supplied.stop();
  await db.drop();
});

it('supplies a menu for each of the seven units, within the limits and readable on a phone', () => {
  const { menus, routing } = supplied.content;
  expect([...menus.keys()].sort()).toEqual(UNITS);
  for (const [code, file] of menus) {
    const menu = compileMenu(file, { unit: routing.units.get(code)!, ...routing }, DAY);
    expect(JSON.stringify(menu)).not.toMatch(/\\u/);
    expect([code, listCutNames(file)]).toEqual([code, []]);
  }
});

async function apply(): Promise<Record<string, string>> {
  const results = await applyMenus(supplied.desk, {
    units: [],
    actor: 'test',
    replace: false,
    confirm: () => Promise.resolve(true),
    out: () => undefined,
  });
  return Object.fromEntries(results.map(({ unit, kind }) => [unit, kind]));
}

const creates = (): number[] =>
  UNITS.map((unit) => supplied.simulator.countCalls(unit, '/cgi-bin/menu/create'));

it('plans what each unit lacks, and for the unverified one what to type in by hand', async () => {
  const plans = await planMenus(supplied.desk, UNITS);
  expect(plans.map(({ state }) => state.kind)).toEqual(
    UNITS.map((unit) => (unit === UNVERIFIED ? 'by_hand' : 'change')),
  );
});

it('puts them on the simulated platform, finds them the same the second time, and in force', async () => {
  const first = await apply();
  expect(first).toEqual({
    ...Object.fromEntries(UNITS.map((unit) => [unit, 'applied'])),
    [UNVERIFIED]: 'by_hand',
  });
  const once = UNITS.map((unit) => (unit === UNVERIFIED ? 0 : 1));
  expect(creates()).toEqual(once);
  const second = await apply();
  expect(creates()).toEqual(once);
  expect(second).toEqual({
    ...Object.fromEntries(UNITS.map((unit) => [unit, 'same'])),
    [UNVERIFIED]: 'by_hand',
  });
  const { simulator, content } = supplied;
  const { appId, appSecret } = simulator.accounts.find(({ unit }) => unit === 'renshe')!;
  const api = createWechatApi({
    account: 'renshe',
    apiBase: simulator.apiBase,
    appId,
    appSecret,
    tokens: new MemoryTokenStore(),
    clock,
    logger: aLogger().logger,
  });
  const live = await getCurrentSelfmenuInfo(api);
  await api.close();
  expect(live.open).toBe(true);
  expect(live.buttons.map(({ name }) => name)).toEqual(
    content.menus.get('renshe')!.menu.map(({ name }) => name),
  );
});

it('pulls each back as a file of the same meaning', async () => {
  const { menus, routing } = supplied.content;
  for (const code of UNITS.filter((unit) => unit !== UNVERIFIED)) {
    const outcome = await pullMenu(supplied.desk, code, { actor: 'test' });
    if (outcome.kind !== 'pulled') throw new Error(outcome.kind);
    expect([code, outcome.pulled.notes]).toEqual([code, []]);
    const context = { unit: routing.units.get(code)!, ...routing };
    expect(checkMenu(outcome.pulled.file, context)).toEqual([]);
    expect(compileMenu(outcome.pulled.file, context, DAY)).toEqual(
      compileMenu(menus.get(code)!, context, DAY),
    );
  }
});
