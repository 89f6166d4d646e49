import { formatFault, type Fault } from '../content/fault';
import type { AccountConfig, Config } from '../content/config';
import { loadAll } from '../content/load-all';
import type { ContentSet } from '../content/load-content';
import type { Database } from '../database/database';
import { openDatabase } from '../database/open-database';
import { systemClock } from '../platform/clock';
import { AppError } from '../platform/errors';
import { createLogger, type Logger } from '../platform/logger';
import { createSealer, type Sealer } from '../privacy/sealer';
import { findTrial, resolveSecretKey } from '../trial';
import type { CommandIo } from './command';

/** What commands that touch data stand on. */
export interface CliContext {
  config: Config;
  content: ContentSet;
  /** The accounts of the environment, or, in trial mode, those of the simulator. */
  accounts: readonly AccountConfig[];
  /** Origin of WeChat's API, or, in trial mode, of the simulator; without a trailing slash. */
  apiBase: string;
  database: Database;
  sealer: Sealer;
  /** Encrypts at rest: what blind indexes are made with. */
  secretKey: string;
  logger: Logger;
  close(): Promise<void>;
}

/**
 * Reads environment and files and opens the database, also beside a running `npm start`.
 * @throws AppError with a sentence for the operator
 */
export async function openContext(io: CommandIo): Promise<CliContext> {
  const { config, content, faults } = await loadAll(io.env, systemClock.now());
  if (!config) throw refuse(faults);
  const logger = createLogger('warn');
  const secretKey = await resolveSecretKey(config);
  const trial = config.trial ? await findTrial(config) : null;
  const opened = await openDatabase({ ...config, logger, mode: 'attach' });
  return {
    config,
    content,
    accounts: trial?.accounts ?? config.accounts,
    apiBase: trial?.apiBase ?? config.wechatApiBase,
    database: opened.database,
    sealer: createSealer(secretKey),
    secretKey,
    logger,
    close: () => opened.close(),
  };
}

function refuse(faults: readonly Fault[]): AppError {
  const lines = [...faults.map(formatFault), `\n共有 ${faults.length} 处错误`];
  return new AppError('bad_configuration', lines.join('\n'));
}
