/** Trial mode: the simulator stands in for WeChat, with the units' menus put on it at the first start. */
import { SYSTEM } from './audit/audit-row';
import { createDataKeys } from './audit/data-keys';
import { createRecordAudit } from './audit/record-audit';
import { seedExamples } from './compose-seed';
import type { AccountConfig, Config } from './content/config';
import type { ContentSet } from './content/load-content';
import type { Database } from './database/database';
import type { Logger } from './platform/logger';
import { startSimulator } from './simulator/simulator';
import { createAccessTokenStore } from './delivery/access-token-store';
import { applyMenus } from './menus/apply-menus';
import { createMenuDesk } from './menus/create-menu-desk';
import { createMenuAudit } from './menus/record-menu-audit';
import { systemClock } from './platform/clock';
import { createBlindIndex } from './privacy/blind-index';
import { createSealer } from './privacy/sealer';
import { importSampleTables } from './queries/sources/table/sample-tables';
import type { TrialAccount } from './staff/trial-staff';
import { openTrialAccounts } from './open-trial-accounts';
import { saveTrial, type Trial } from './trial';

export interface RunningTrial {
  /** Where the phone is. */
  url: string;
  accounts: readonly AccountConfig[];
  /** Origin of the simulated API. */
  apiBase: string;
  /** Accounts of staff that were opened just now, with passwords that are shown once. */
  staff: readonly TrialAccount[];
  close(): Promise<void>;
}

interface TrialParts {
  config: Config;
  content: ContentSet;
  database: Database;
  secretKey: string;
  logger: Logger;
}

/** Starts the simulator and notes where it stands, so that commands find it. */
export async function startTrial(parts: TrialParts): Promise<RunningTrial> {
  const { config, content, logger } = parts;
  const simulator = await startSimulator({
    port: config.simulatorPort,
    host: config.host,
    dataDir: config.dataDir,
    callbackBase: `http://127.0.0.1:${config.port}`,
    units: [...content.routing.units.values()].map(
      ({ code, accountName, accountType, verified }) => ({
        code,
        accountName,
        type: accountType,
        verified,
      }),
    ),
    logger,
  });
  const accounts = simulator.accounts.map((account) => ({
    unit: account.unit,
    appId: account.appId,
    appSecret: account.appSecret,
    token: account.token,
    aesKey: account.encodingAesKey,
    previousAesKey: null,
  }));
  const trial = { apiBase: simulator.apiBase, accounts };
  await saveTrial(config, trial);
  await applyTrialMenus(parts, trial);
  await bringSamples(parts);
  const staff = await openTrialAccounts(parts);
  if (config.trialExamples) await makeExamples(parts);
  return { url: simulator.url, ...trial, staff, close: () => simulator.close() };
}

/** At the first start, before anything is served: nobody's message is among them. */
async function makeExamples(parts: TrialParts): Promise<void> {
  const { config, logger } = parts;
  // That some answers of the past did not arrive is no news.
  const quiet = logger.child({}, { level: 'error' });
  const made = await seedExamples({ ...config, ...parts, clock: systemClock, logger: quiet });
  if (made > 0) logger.info({ cases: made }, 'example cases made');
}

/** 示例数据 for tables that have no data, so that every query answers something on the phone. */
async function bringSamples({ content, database, secretKey, logger }: TrialParts): Promise<void> {
  const declared = [...content.tables].flatMap(([unit, tables]) => {
    const queries = content.routing.queries.filter((query) => query.unit === unit);
    return tables.map((table) => ({ unit, table, sources: queries.map(({ source }) => source) }));
  });
  const failed = await importSampleTables(
    {
      database,
      sealer: createSealer(secretKey),
      blindIndex: createBlindIndex(secretKey),
      clock: systemClock,
    },
    declared,
  );
  if (failed.length > 0) logger.warn({ tables: failed }, 'sample data does not fit its table');
}

/** What `menus apply --yes` does, so that the phone has its menus from the first minute. */
async function applyTrialMenus(parts: TrialParts, trial: Trial): Promise<void> {
  const { content, database, logger, secretKey } = parts;
  const lines: string[] = [];
  const { desk, close } = createMenuDesk({
    ...trial,
    content,
    database,
    tokens: createAccessTokenStore(database, createSealer(secretKey)),
    clock: systemClock,
    logger,
    audit: createMenuAudit(createRecordAudit(createDataKeys(createSealer(secretKey))), SYSTEM),
  });
  const results = await applyMenus(desk, {
    units: [],
    actor: '试用模式',
    replace: false,
    confirm: () => Promise.resolve(true),
    out: (line) => void lines.push(line),
  }).finally(close);
  if (results.some(({ kind }) => kind === 'failed')) {
    logger.warn({ lines }, 'a trial menu was not applied');
  }
}
