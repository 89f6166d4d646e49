import { createHash } from 'node:crypto';
import type { Queryable } from '../database/database';
import { createId } from '../platform/ids';
import type { CompiledMenu } from './compile-menu';
import type { MenuFile } from './schema';

/** One time that a menu is sent to an account. */
export interface MenuIntent {
  account: string;
  /** Who: a person's name or `shell`. */
  actor: string;
  fileHash: string;
  compiled: CompiledMenu;
  at: Date;
}

/** Notes what is about to be sent, before it is. @returns the row's id */
export async function insertIntent(database: Queryable, intent: MenuIntent): Promise<string> {
  const id = createId(intent.at);
  await database.query(
    `insert into menu_applications (account, id, applied_at, actor, file_hash, compiled, state)
     values ($1, $2, $3, $4, $5, $6, 'intended')`,
    [intent.account, id, intent.at, intent.actor, intent.fileHash, JSON.stringify(intent.compiled)],
  );
  return id;
}

/** @param detail a Chinese sentence on what came of it; null when all is well */
export async function markApplication(
  database: Queryable,
  account: string,
  id: string,
  state: 'applied' | 'failed',
  detail: string | null,
): Promise<void> {
  await database.query(
    `update menu_applications set state = $3, detail = $4 where account = $1 and id = $2`,
    [account, id, state, detail],
  );
}

/** SHA-256 over what the file means: its comments and layout may change, its menu may not. */
export function hashMenuFile(file: MenuFile): string {
  return createHash('sha256').update(JSON.stringify(file)).digest('hex');
}
