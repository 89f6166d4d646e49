import type { Database, Tx } from '../database/database';
import { StoreError, type MediaStore } from './media-store';

/**
 * A file belongs to all rows that name it. Whoever adds such a row, and whoever takes a file away
 * because no row names it, holds this lock on its name until the commit: so no row is left without
 * its file, and no file without a row.
 */
async function lockName(tx: Tx, sha256: string): Promise<void> {
  await tx.query(`select pg_advisory_xact_lock(hashtextextended('media ' || $1, 0))`, [sha256]);
}

/**
 * Holds a file that is there until the transaction ends, so that a row may name it.
 * @throws StoreError `missing` where it was taken away since it was kept
 */
export async function holdFile(tx: Tx, store: MediaStore, sha256: string): Promise<void> {
  await lockName(tx, sha256);
  if ((await store.stat(sha256)) === null) throw new StoreError('missing');
}

/** Removes a file that no row names any more. @returns false where it is still needed */
export async function removeIfUnused(
  database: Database,
  store: MediaStore,
  sha256: string,
): Promise<boolean> {
  return database.transaction(async (tx) => {
    await lockName(tx, sha256);
    const [used] = await tx.query<{ used: boolean }>(
      `select exists (select from media where sha256 = $1)
         or exists (select from media where playable_sha256 = $1)
         or exists (select from media_uploads where sha256 = $1)
         or exists (select from attachments where sha256 = $1) as used`,
      [sha256],
    );
    if (used?.used) return false;
    await store.remove(sha256);
    return true;
  });
}
