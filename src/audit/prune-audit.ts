import type { Database } from '../database/database';
import { AppError } from '../platform/errors';
import { SYSTEM, type RecordAudit } from './audit-row';
import type { ChainKey } from './chain';
import { verifyAudit } from './verify-audit';

const DAY_MS = 24 * 60 * 60_000;
const BATCH = 10_000;

/** What the law asks for at least: 网络安全法, logs of six months. The database's function holds it too. */
export const MIN_RETENTION_DAYS = 180;

export interface PruneOptions {
  keys: readonly ChainKey[];
  recordAudit: RecordAudit;
  now: Date;
  /** @see MIN_RETENTION_DAYS */
  retentionDays: number;
}

/**
 * Takes away entries whose time is over, from the beginning of the chain on, and leaves a checkpoint on
 * which the rest stands. What does not hold is not taken away: a prune must not wipe out a trace.
 * @returns how many entries went
 * @throws AppError `conflict` where the chain does not hold, `bad_request` below the legal time
 */
export async function pruneAudit(database: Database, options: PruneOptions): Promise<number> {
  if (options.retentionDays < MIN_RETENTION_DAYS) {
    throw new AppError('bad_request', `审计记录至少要保存 ${MIN_RETENTION_DAYS} 天。`);
  }
  const before = new Date(options.now.getTime() - options.retentionDays * DAY_MS);
  const { firstBreak, checked } = await verifyAudit(database, { ...options, before });
  if (firstBreak) {
    throw new AppError('conflict', '审计链不完整，没有清理旧的审计记录。', { firstBreak });
  }
  if (checked === 0) return 0;
  return database.transaction(async (tx) => {
    let pruned = 0;
    for (;;) {
      const [row] = await tx.query<{ count: number }>('select prune_audit($1, $2) as count', [
        before,
        BATCH,
      ]);
      const count = row?.count ?? 0;
      pruned += count;
      if (count < BATCH) break;
    }
    if (pruned > 0) {
      const after = { entries: pruned, before: before.toISOString() };
      await options.recordAudit(tx, [
        { at: options.now, actor: SYSTEM, action: 'audit.prune', after },
      ]);
    }
    return pruned;
  });
}
