import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import type { MenuResult } from '../../src/menus/apply-menus';
import { listVersions } from '../../src/menus/application-store';
import { compileMenu } from '../../src/menus/compile-menu';
import { readLiveMenus } from '../../src/menus/live-menus';
import { normaliseButtons } from '../../src/menus/normalise-menu';
import type { WantedMenus } from '../../src/menus/plan-steps';
import type { MenuFile, MenuFileButton } from '../../src/menus/schema';
import { createTestDatabase, type TestDatabase } from '../support/database';
import { startKillingProxy, type KillingProxy } from './killing-proxy';
import { aMenuContext } from './menu-builders';
import { citizens, menusFor, shownTo } from './shown-to';
import { startSimulatedMenus, type SimulatedMenus } from './simulated-menus';

const HOOK = path.join(__dirname, '../support/typescript-hook.cjs');
const CHILD = path.join(__dirname, 'children/apply.ts');
const TIMEOUT_MS = 60_000;

const named = (name: string): MenuFileButton[] => [{ name, page: 'help' }];
const before: MenuFile = {
  menu: named('旧的'),
  conditional: [
    { name: '志愿者', tag: 101, menu: named('旧志愿者') },
    { name: '安卓', platform: 'android', menu: named('旧安卓') },
  ],
};
/** One exchanged, one gone, one new: five calls. */
const after: MenuFile = {
  menu: named('新的'),
  conditional: [
    { name: '志愿者', tag: 101, menu: named('新志愿者') },
    { name: '苹果', platform: 'ios', menu: named('新苹果') },
  ],
};
const CALLS = 5;

let db: TestDatabase;
let menus: SimulatedMenus;
let proxy: KillingProxy;
beforeAll(async () => {
  db = await createTestDatabase();
  menus = await startSimulatedMenus(db);
  proxy = await startKillingProxy(menus.simulator.apiBase);
});
afterAll(async () => {
  await proxy.close();
  await menus.stop();
  await db.drop();
});
beforeEach(async () => {
  await menus.clear();
  menus.useFile(before);
  await menus.apply();
});

const compiled = (file: MenuFile): WantedMenus => compileMenu(file, aMenuContext(), '2026-11-23');

async function live(): Promise<WantedMenus> {
  const { button, conditional } = await readLiveMenus(menus.desk.apiOf('renshe')!);
  return { button: button!, conditional };
}

/** Starts a run of the new file that is killed with SIGKILL, and waits until it is gone. */
async function runAndKill(number: number, moment: 'before' | 'after'): Promise<void> {
  const account = JSON.stringify(menus.simulator.accounts[0]);
  const child = spawn(
    process.execPath,
    ['-r', HOOK, CHILD, db.url, proxy.base, account, JSON.stringify(after)],
    { stdio: ['ignore', 'ignore', 'inherit'] },
  );
  proxy.arm(number, moment, () => void child.kill('SIGKILL'));
  const [, signal] = (await once(child, 'exit')) as [number | null, string | null];
  expect([proxy.writes, signal]).toEqual([number, 'SIGKILL']);
}

/** The dead process's lock goes when the database sees that it is gone. */
async function applyWhenFree(): Promise<MenuResult> {
  for (;;) {
    const result = await menus.apply();
    if (result.kind !== 'refused') return result;
  }
}

const moments = Array.from({ length: CALLS }, (_, index) => index + 1).flatMap((number) =>
  (['before', 'after'] as const).map((moment) => [number, moment] as const),
);

it.each(moments)(
  'killed at call %i, %s WeChat has it: every citizen has an old or a new menu, and the next run converges',
  async (number, moment) => {
    await runAndKill(number, moment);
    const between = await live();
    const defaults = [before, after].map((file) => normaliseButtons(compiled(file).button));
    expect(defaults).toContainEqual(normaliseButtons(between.button));
    for (const citizen of citizens) {
      const legitimate = [before, after].flatMap((file) => menusFor(citizen, compiled(file)));
      expect(legitimate).toContainEqual(shownTo(citizen, between));
    }

    menus.useFile(after);
    const writes = menus.countWrites();
    expect(['applied', 'same']).toContain((await applyWhenFree()).kind);
    const now = await live();
    for (const citizen of citizens) {
      expect(shownTo(citizen, now)).toEqual(shownTo(citizen, compiled(after)));
    }
    const done = number - (moment === 'before' ? 1 : 0);
    const more = menus.countWrites();
    const made = more.create + more.add + more.remove - writes.create - writes.add - writes.remove;
    expect(made).toBe(CALLS - done);
    const versions = await listVersions(db.database, 'renshe');
    expect(versions.filter(({ state }) => state === 'intended')).toEqual([]);
    expect(versions[0]!.state).toBe('applied');
  },
  TIMEOUT_MS,
);
