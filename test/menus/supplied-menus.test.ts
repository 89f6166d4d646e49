import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { loadContent, type ContentSet } from '../../src/content/load-content';
import { createAccessTokenStore } from '../../src/delivery/access-token-store';
import { applyMenus } from '../../src/menus/apply-menus';
import { checkMenu } from '../../src/menus/check-menu';
import { compileMenu } from '../../src/menus/compile-menu';
import { createMenuDesk } from '../../src/menus/create-menu-desk';
import type { MenuContent } from '../../src/menus/menu-desk';
import { planMenus } from '../../src/menus/plan-menus';
import { pullMenu } from '../../src/menus/pull/pull-menu';
import { listCutNames } from '../../src/menus/shown-names';
import { chinaDateOf } from '../../src/platform/china-time';
import { findPackageRoot } from '../../src/platform/package-root';
import { createSealer } from '../../src/privacy/sealer';
import { startSimulator, type Simulator } from '../../src/simulator/simulator';
import { getCurrentSelfmenuInfo } from '../../src/wechat/api/menu';
import { createWechatApi } from '../../src/wechat/api/wechat-api';
import { fixedClock } from '../support/clock';
import { createTestDatabase, type TestDatabase } from '../support/database';
import { aLogger, MemoryTokenStore } from '../wechat/api/fake-wechat';

const UNITS = 'gongan jikong minzheng renshe wenlv yibao ziran'.split(' ');
const clock = fixedClock();
const DAY = chinaDateOf(clock.now());
const { logger } = aLogger();
const dataDir = fs.mkdtempSync(path.join(os.tmpdir(), 'zhijian-menus-'));

let content: ContentSet;
let db: TestDatabase;
let simulator: Simulator;
beforeAll(async () => {
  const root = findPackageRoot();
  const loaded = await loadContent({
    repliesDir: path.join(root, 'replies'),
    menusDir: path.join(root, 'menus'),
    publicUrl: 'https://zhijian.example.gov.cn',
    now: clock.now(),
  });
  expect(loaded.faults).toEqual([]);
  content = loaded.content!;
  db = await createTestDatabase();
  simulator = await startSimulator({
    port: 0,
    host: '127.0.0.1',
    dataDir,
    units: UNITS.map((code) => {
      const { accountName, accountType } = content.routing.units.get(code)!;
      // One account that WeChat has not verified, whatever its file says.
      return { code, accountName, type: accountType, verified: code !== 'ziran' };
    }),
    callbackBase: 'http://127.0.0.1:9',
    logger,
    clock,
  });
});
afterAll(async () => {
  await simulator.close();
  await db.drop();
  fs.rmSync(dataDir, { recursive: true });
});

it('supplies a menu for each of the seven units, within the limits and readable on a phone', () => {
  const { menus, routing } = content;
  expect([...menus.keys()].sort()).toEqual(UNITS);
  for (const [code, file] of menus) {
    const menu = compileMenu(file, { unit: routing.units.get(code)!, ...routing }, DAY);
    expect(JSON.stringify(menu)).not.toMatch(/\\u/);
    expect([code, listCutNames(file)]).toEqual([code, []]);
  }
});

/** One client per account for the whole file: what a token costs is not counted twice. */
let opened: ReturnType<typeof createMenuDesk>;
beforeAll(() => {
  opened = createMenuDesk({
    accounts: simulator.accounts,
    apiBase: simulator.apiBase,
    content: allVerified(content),
    database: db.database,
    tokens: createAccessTokenStore(db.database, createSealer('k'.repeat(43))),
    clock,
    logger,
    audit: { record: () => Promise.resolve() },
  });
});
afterAll(() => opened.close());

async function apply(): Promise<Record<string, string>> {
  const results = await applyMenus(opened.desk, {
    units: [],
    actor: 'test',
    replace: false,
    confirm: () => Promise.resolve(true),
    out: () => undefined,
  });
  return Object.fromEntries(results.map(({ unit, kind }) => [unit, kind]));
}

const creates = (): number[] =>
  UNITS.map((unit) => simulator.countCalls(unit, '/cgi-bin/menu/create'));

function allVerified({ routing, menus }: ContentSet): MenuContent {
  const units = [...routing.units].map(
    ([code, unit]) => [code, { ...unit, verified: true }] as const,
  );
  return { routing: { ...routing, units: new Map(units) }, menus };
}

it('plans seven units in under two seconds, tokens and all', async () => {
  const startedAt = performance.now();
  const plans = await planMenus(opened.desk, UNITS);
  expect(performance.now() - startedAt).toBeLessThan(2000);
  expect(plans.map(({ state }) => state.kind)).toEqual(
    UNITS.map((unit) => (unit === 'ziran' ? 'by_hand' : 'change')),
  );
});

it('puts them on the simulated platform, finds them the same the second time, and in force', async () => {
  const first = await apply();
  expect(first).toEqual({
    ...Object.fromEntries(UNITS.map((unit) => [unit, 'applied'])),
    ziran: 'by_hand',
  });
  const once = UNITS.map((unit) => (unit === 'ziran' ? 0 : 1));
  expect(creates()).toEqual(once);
  const second = await apply();
  expect(creates()).toEqual(once);
  expect(second).toEqual({
    ...Object.fromEntries(UNITS.map((unit) => [unit, 'same'])),
    ziran: 'by_hand',
  });
  const { appId, appSecret } = simulator.accounts.find(({ unit }) => unit === 'renshe')!;
  const api = createWechatApi({
    account: 'renshe',
    apiBase: simulator.apiBase,
    appId,
    appSecret,
    tokens: new MemoryTokenStore(),
    clock,
    logger,
  });
  const live = await getCurrentSelfmenuInfo(api);
  await api.close();
  expect(live.open).toBe(true);
  expect(live.buttons.map(({ name }) => name)).toEqual(
    content.menus.get('renshe')!.menu.map(({ name }) => name),
  );
});

it('pulls each back as a file of the same meaning', async () => {
  const { menus, routing } = content;
  for (const code of UNITS.filter((unit) => unit !== 'ziran')) {
    const outcome = await pullMenu(opened.desk, code, { actor: 'test' });
    if (outcome.kind !== 'pulled') throw new Error(outcome.kind);
    expect([code, outcome.pulled.notes]).toEqual([code, []]);
    const context = { unit: routing.units.get(code)!, ...routing };
    expect(checkMenu(outcome.pulled.file, context)).toEqual([]);
    expect(compileMenu(outcome.pulled.file, context, DAY)).toEqual(
      compileMenu(menus.get(code)!, context, DAY),
    );
  }
});
