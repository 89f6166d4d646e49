/** Builds what looks after menus in a serving process: taps are counted, files and live menus compared. */
import type { Registry } from 'prom-client';
import { SYSTEM } from './audit/audit-row';
import { createDataKeys } from './audit/data-keys';
import { createRecordAudit } from './audit/record-audit';
import type { Written } from './callback/write';
import type { Database } from './database/database';
import { readMenuStatus } from './menus/drift/menu-status';
import { watchMenus } from './menus/drift/watch-menus';
import type { MenuContent, MenuDesk } from './menus/menu-desk';
import { createMenuAudit } from './menus/record-menu-audit';
import { createTapCounter } from './menus/statistics/tap-counter';
import { registerMenuMetrics } from './operations/menu-metrics';
import type { Clock } from './platform/clock';
import type { Logger } from './platform/logger';
import { createSealer } from './privacy/sealer';
import type { WechatApi } from './wechat/api/wechat-api';

export interface MenuParts {
  apis: ReadonlyMap<string, WechatApi>;
  /** The files that are live. */
  content(): MenuContent;
  database: Database;
  secretKey: string;
  clock: Clock;
  logger: Logger;
  registry: Registry;
}

export interface Menus {
  /** Counts a tap on a button, once for each push that was stored. */
  count(written: Written): void;
  /** Writes the counted taps. */
  flush(): Promise<void>;
  /** Compares, applies what may be applied by itself, and announces the rest. */
  watch(): Promise<unknown>;
  /** Waits for what is under way; nothing may be started afterwards. */
  stop(): Promise<void>;
}

/** Nothing runs before `watch` is called. */
export function composeMenus(parts: MenuParts): Menus {
  const { database, clock } = parts;
  const recordAudit = createRecordAudit(createDataKeys(createSealer(parts.secretKey)));
  const desk: MenuDesk = {
    ...parts,
    apiOf: (unit) => parts.apis.get(unit) ?? null,
    audit: createMenuAudit(recordAudit, SYSTEM),
  };
  const taps = createTapCounter(database);
  registerMenuMetrics(parts.registry, async () => {
    const status = await readMenuStatus(desk, [...desk.content().menus.keys()]);
    return status.map(({ unit, state, seenAt }) => ({
      account: unit,
      state,
      secondsUnseen: seenAt && Math.round((clock.now().getTime() - seenAt.getTime()) / 1000),
    }));
  });
  let watching: Promise<unknown> = Promise.resolve();
  return {
    count({ planned: { job } }) {
      if (job.kind === 'receive') taps.add(job.account, job.push.inbound, job.push.receivedAt);
    },
    flush: () => taps.flush(),
    watch: () => (watching = watchMenus(desk)),
    async stop() {
      await watching.catch(() => undefined);
      await taps.flush();
    },
  };
}
