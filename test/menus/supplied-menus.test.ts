import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { loadContent, type ContentSet } from '../../src/content/load-content';
import { createAccessTokenStore } from '../../src/delivery/access-token-store';
import { applyMenus } from '../../src/menus/apply-menus';
import { compileMenu } from '../../src/menus/compile-menu';
import { createMenuDesk } from '../../src/menus/create-menu-desk';
import type { MenuContent } from '../../src/menus/menu-desk';
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

async function apply(): Promise<Record<string, string>> {
  const { desk, close } = createMenuDesk({
    accounts: simulator.accounts,
    apiBase: simulator.apiBase,
    content: allVerified(content),
    database: db.database,
    tokens: createAccessTokenStore(db.database, createSealer('k'.repeat(43))),
    clock,
    logger,
    audit: { record: () => Promise.resolve() },
  });
  const results = await applyMenus(desk, {
    units: [],
    actor: 'test',
    replace: false,
    confirm: () => Promise.resolve(true),
    out: () => undefined,
  }).finally(close);
  return Object.fromEntries(results.map(({ unit, kind }) => [unit, kind]));
}

function allVerified({ routing, menus }: ContentSet): MenuContent {
  const units = [...routing.units].map(
    ([code, unit]) => [code, { ...unit, verified: true }] as const,
  );
  return { routing: { ...routing, units: new Map(units) }, menus };
}

it('puts them on the simulated platform, finds them the same the second time, and in force', async () => {
  const first = await apply();
  expect(first).toEqual({
    ...Object.fromEntries(UNITS.map((unit) => [unit, 'applied'])),
    ziran: 'by_hand',
  });
  const second = await apply();
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
