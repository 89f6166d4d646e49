import type { Clock } from '../platform/clock';
import type { Logger } from '../platform/logger';

const DAY_MS = 86_400_000;

/** What tells whether a backup is ours to make, and when there was one. */
export interface BackupWatch {
  config: { production: boolean; databaseUrl: string | null };
  clock: Clock;
  logger: Pick<Logger, 'warn'>;
  /** Null: there was none. */
  lastBackupAt(): Promise<Date | null>;
}

/** Warns where our own database in production has had no backup for a day; another's server is its own matter. */
export async function warnWithoutBackup(watch: BackupWatch): Promise<void> {
  const { config, clock, logger } = watch;
  if (!config.production || config.databaseUrl) return;
  const at = await watch.lastBackupAt();
  const days = at ? Math.floor((clock.now().getTime() - at.getTime()) / DAY_MS) : null;
  if (days === null || days >= 1) {
    logger.warn({ days }, '最近一天没有备份。请运行 npm run zhijian -- backup <目录>');
  }
}
