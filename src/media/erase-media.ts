import type { Database, Tx } from '../database/database';
import { removeIfUnused } from './file-lock';
import type { MediaStore } from './media-store';

/**
 * Forgets the media of messages in the transaction that empties these messages. The files themselves
 * go afterwards, by `removeFiles`; what a crash leaves between the two is found by `sweepFiles`.
 * @returns how many media there were, and the names of their files
 */
export async function eraseMedia(
  tx: Tx,
  account: string,
  messageIds: readonly string[],
): Promise<{ media: number; files: string[] }> {
  if (messageIds.length === 0) return { media: 0, files: [] };
  const rows = await tx.query<{ sha256: string | null; playable: string | null }>(
    `delete from media where account = $1 and message_id = any($2::uuid[])
     returning sha256, playable_sha256 as playable`,
    [account, messageIds],
  );
  const files = rows.flatMap((row) => [row.sha256, row.playable]).filter((name) => name !== null);
  return { media: rows.length, files: [...new Set(files)] };
}

/** Removes files that no row names any more. @returns how many went */
export async function removeFiles(
  database: Database,
  store: MediaStore,
  files: readonly string[],
): Promise<number> {
  let removed = 0;
  for (const file of files) if (await removeIfUnused(database, store, file)) removed += 1;
  return removed;
}

/** A file younger than this may still be on its way to its row. */
const ORPHAN_AFTER_MS = 24 * 60 * 60_000;
const BATCH = 500;

/** Removes files that a crash left without a row. @returns how many went */
export async function sweepFiles(
  database: Database,
  store: MediaStore,
  now: Date,
): Promise<number> {
  let removed = 0;
  let batch: string[] = [];
  const sweep = async (): Promise<void> => {
    removed += await removeFiles(database, store, await listUnused(database, batch));
    batch = [];
  };
  for await (const { sha256, modifiedAt } of store.list()) {
    if (modifiedAt.getTime() > now.getTime() - ORPHAN_AFTER_MS) continue;
    batch.push(sha256);
    if (batch.length === BATCH) await sweep();
  }
  await sweep();
  return removed;
}

async function listUnused(database: Database, files: readonly string[]): Promise<string[]> {
  const rows = await database.query<{ name: string }>(
    `select name from unnest($1::text[]) as name
     where not exists (select from media where sha256 = name)
       and not exists (select from media where playable_sha256 = name)
       and not exists (select from media_uploads where sha256 = name)
       and not exists (select from attachments where sha256 = name)`,
    [files],
  );
  return rows.map(({ name }) => name);
}
