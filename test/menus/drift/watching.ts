import { applyMenu } from '../../../src/menus/apply-menus';
import { createMenuDesk } from '../../../src/menus/create-menu-desk';
import { listHistory } from '../../../src/menus/menu-history';
import type { MenuVersion } from '../../../src/menus/menu-version';
import type { MenuAuditRow, MenuContent, MenuDesk } from '../../../src/menus/menu-desk';
import { planMenus } from '../../../src/menus/plan-menus';
import type { MenuFile } from '../../../src/menus/schema';
import { planRollback, rollbackMenu } from '../../../src/menus/rollback-menu';
import { createApiClient, type ApiClient } from '../../simulator/api-client';
import { startRunning, type Running } from '../../simulator/running';
import { aUnit } from '../../support/builders';
import { createTestDatabase } from '../../support/database';
import { aLogger, MemoryTokenStore } from '../../wechat/api/fake-wechat';
import { aMenuContext } from '../menu-builders';

/** A simulator with renshe (verified) and yibao (not), and a desk whose files and clock can be changed. */
export interface Watching {
  desk: MenuDesk;
  running: Running;
  files: Map<string, MenuFile>;
  logged: ReturnType<typeof aLogger>;
  audited: MenuAuditRow[];
  /** What somebody else does with renshe's account. */
  elsewhere: ApiClient;
  /** `2026-11-23T10:00`, time in China. */
  setTime(time: string): void;
  advance(minutes: number): void;
  /** Applies renshe's file like a person at the shell. */
  applyByHand(): Promise<void>;
  rollBackTo(version: number): Promise<void>;
  /** Names of the leaves that citizens of renshe's account see. */
  shown(): Promise<string[]>;
  history(): Promise<MenuVersion[]>;
  stop(): Promise<void>;
}

export async function startWatching(): Promise<Watching> {
  const db = await createTestDatabase();
  const running = await startRunning();
  const files = new Map<string, MenuFile>();
  const logged = aLogger();
  const audited: MenuAuditRow[] = [];
  const { desk, close } = createMenuDesk({
    accounts: running.simulator.accounts,
    apiBase: running.simulator.apiBase,
    content: aContent(files),
    database: db.database,
    tokens: new MemoryTokenStore(),
    clock: running.clock,
    logger: logged.logger,
    audit: { record: (_tx, rows) => Promise.resolve(void audited.push(...rows)) },
  });
  const elsewhere = createApiClient(running);
  return {
    ...{ desk, running, files, logged, audited, elsewhere },
    setTime: (time) => void (running.clock.at = Date.parse(`${time}:00+08:00`)),
    advance: (minutes) => void (running.clock.at += minutes * 60_000),
    async applyByHand() {
      const [plan] = await planMenus(desk, ['renshe']);
      const outcome = await applyMenu(desk, plan!, { actor: 'shell', replace: false });
      if (outcome.kind !== 'applied') throw new Error(JSON.stringify(outcome));
    },
    async rollBackTo(version) {
      const plan = await planRollback(desk, 'renshe', version);
      if (plan.kind !== 'change') throw new Error(plan.kind);
      await rollbackMenu(desk, plan, { actor: 'shell', replace: false });
    },
    async shown() {
      const { menu } = (await elsewhere.get('/cgi-bin/menu/get')) as {
        menu?: { button: { name: string; sub_button?: { name: string }[] }[] };
      };
      return (menu?.button ?? []).flatMap(({ name, sub_button: below }) =>
        below && below.length > 0 ? below.map((leaf) => leaf.name) : [name],
      );
    },
    history: async () => (await listHistory(desk, 'renshe')).versions,
    async stop() {
      await close();
      await running.stop();
      await db.drop();
    },
  };
}

function aContent(menus: ReadonlyMap<string, MenuFile>): MenuContent {
  const { items, publicUrl } = aMenuContext();
  const units = new Map([
    ['renshe', aUnit()],
    ['yibao', aUnit({ code: 'yibao', accountName: '君山医保', verified: false })],
  ]);
  return { routing: { units, items, queries: [], publicUrl, menuReplies: new Map() }, menus };
}
