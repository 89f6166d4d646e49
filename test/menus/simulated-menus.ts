import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { applyMenus, type MenuResult } from '../../src/menus/apply-menus';
import { menuReplies } from '../../src/menus/compile-menu';
import { createMenuDesk } from '../../src/menus/create-menu-desk';
import type { MenuContent, MenuDesk } from '../../src/menus/menu-desk';
import type { MenuFile } from '../../src/menus/schema';
import { startSimulator, type Simulator } from '../../src/simulator/simulator';
import { deleteMenu } from '../../src/wechat/api/menu';
import { aUnit } from '../support/builders';
import { fixedClock } from '../support/clock';
import type { TestDatabase } from '../support/database';
import { emptyTable } from '../support/empty-table';
import { aLogger, MemoryTokenStore } from '../wechat/api/fake-wechat';
import { aMenuContext } from './menu-builders';

/** The simulator with one account, renshe, and a desk whose file can be exchanged. */
export interface SimulatedMenus {
  simulator: Simulator;
  desk: MenuDesk;
  clock: { at: Date; now(): Date };
  useFile(file: MenuFile): void;
  apply(options?: { replace?: boolean }): Promise<MenuResult>;
  /** Calls that change something, and `menu/delete`, made so far today. */
  countWrites(): { create: number; add: number; remove: number; delete: number };
  /** Takes the account's menus and history away. */
  clear(): Promise<void>;
  stop(): Promise<void>;
}

/** Starts the simulator; the menus' history is kept in `db`. */
export async function startSimulatedMenus(db: TestDatabase): Promise<SimulatedMenus> {
  const { database } = db;
  const dataDir = fs.mkdtempSync(path.join(os.tmpdir(), 'zhijian-menus-'));
  const clock = { at: fixedClock().now(), now: (): Date => clock.at };
  const { logger } = aLogger();
  const simulator = await startSimulator({
    ...{ port: 0, host: '127.0.0.1', dataDir, logger, clock },
    units: [{ code: 'renshe', accountName: '君山人社', type: 'subscription', verified: true }],
    callbackBase: 'http://127.0.0.1:9',
  });
  let file: MenuFile = { menu: [{ name: '帮助', page: 'help' }] };
  const { desk, close } = createMenuDesk({
    ...{ database, clock, logger },
    accounts: simulator.accounts,
    apiBase: simulator.apiBase,
    content: contentOf(() => file),
    tokens: new MemoryTokenStore(),
    audit: { record: () => Promise.resolve() },
  });
  const count = (name: string): number => simulator.countCalls('renshe', `/cgi-bin/menu/${name}`);
  return {
    ...{ simulator, desk, clock },
    useFile(next) {
      file = next;
    },
    apply: async ({ replace = false } = {}) => {
      const options = { units: [], actor: 'test', replace, out: () => undefined };
      const results = await applyMenus(desk, { ...options, confirm: () => Promise.resolve(true) });
      return results[0]!;
    },
    countWrites: () => ({
      create: count('create'),
      add: count('addconditional'),
      remove: count('delconditional'),
      delete: count('delete'),
    }),
    clear: async () => {
      simulator.setApiFaults('renshe', {});
      simulator.setWebsite('renshe', {});
      await deleteMenu(desk.apiOf('renshe')!);
      await emptyTable(db, 'menu_applications');
    },
    stop: async () => {
      await close();
      await simulator.close();
      fs.rmSync(dataDir, { recursive: true });
    },
  };
}

/** What renshe's menus are read against, with a file that may be exchanged. */
export function contentOf(file: () => MenuFile): MenuContent {
  const { items, queries, publicUrl } = aMenuContext();
  const unit = aUnit({ topItems: ['card'] });
  return {
    routing: {
      units: new Map([['renshe', unit]]),
      items,
      queries: queries as MenuContent['routing']['queries'],
      publicUrl,
      get menuReplies() {
        return menuReplies(file(), 'renshe');
      },
    },
    get menus() {
      return new Map([['renshe', file()]]);
    },
  };
}
