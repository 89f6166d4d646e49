import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { loadContent, type ContentSet } from '../../src/content/load-content';
import { createAccessTokenStore } from '../../src/delivery/access-token-store';
import { createMenuDesk } from '../../src/menus/create-menu-desk';
import type { MenuContent, MenuDesk } from '../../src/menus/menu-desk';
import { findPackageRoot } from '../../src/platform/package-root';
import { createSealer } from '../../src/privacy/sealer';
import { startSimulator, type Simulator } from '../../src/simulator/simulator';
import { fixedClock } from '../support/clock';
import type { TestDatabase } from '../support/database';
import { aLogger } from '../wechat/api/fake-wechat';

export const UNITS = 'gongan jikong minzheng renshe wenlv yibao ziran'.split(' ');
/** The one whose account WeChat has not verified, whatever its file says. */
export const UNVERIFIED = 'ziran';

/** The supplied content, the simulator with the seven accounts, and a desk over both. */
export interface SuppliedDesk {
  content: ContentSet;
  simulator: Simulator;
  desk: MenuDesk;
  stop(): Promise<void>;
}

/** Starts the simulator with no menu on any account; the menus' history is kept in `db`. */
export async function startSuppliedDesk({ database }: TestDatabase): Promise<SuppliedDesk> {
  const clock = fixedClock();
  const { logger } = aLogger();
  const root = findPackageRoot();
  const { content, faults } = await loadContent({
    repliesDir: path.join(root, 'replies'),
    menusDir: path.join(root, 'menus'),
    publicUrl: 'https://zhijian.example.gov.cn',
    now: clock.now(),
  });
  if (!content) throw new Error(`the supplied content has ${faults.length} faults`);
  const dataDir = fs.mkdtempSync(path.join(os.tmpdir(), 'zhijian-menus-'));
  const simulator = await startSimulator({
    ...{ port: 0, host: '127.0.0.1', dataDir, logger, clock },
    units: UNITS.map((code) => {
      const { accountName, accountType } = content.routing.units.get(code)!;
      return { code, accountName, type: accountType, verified: code !== UNVERIFIED };
    }),
    callbackBase: 'http://127.0.0.1:9',
  });
  const { desk, close } = createMenuDesk({
    ...{ database, clock, logger },
    accounts: simulator.accounts,
    apiBase: simulator.apiBase,
    content: allVerified(content),
    tokens: createAccessTokenStore(database, createSealer('k'.repeat(43))),
    audit: { record: () => Promise.resolve() },
  });
  return {
    ...{ content, simulator, desk },
    async stop() {
      await close();
      await simulator.close();
      fs.rmSync(dataDir, { recursive: true });
    },
  };
}

function allVerified({ routing, menus }: ContentSet): MenuContent {
  const units = [...routing.units].map(
    ([code, unit]) => [code, { ...unit, verified: true }] as const,
  );
  return { routing: { ...routing, units: new Map(units) }, menus };
}
