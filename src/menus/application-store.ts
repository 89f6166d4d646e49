import { createHash } from 'node:crypto';
import type { Queryable, Tx } from '../database/database';
import { createId } from '../platform/ids';
import type { MenuVersion, StoredMenus } from './menu-version';
import type { MenuFile } from './schema';

/** More than any comparison or list looks back. */
const VERSIONS_READ = 500;

const COLUMNS = `account, version, kind, actor, applied_at as "appliedAt", finished_at as "finishedAt",
  file_hash as "fileHash", compiled, state, detail, rolled_back_to as "rolledBackTo"`;

/** What a version is begun with. */
export type NewVersion = Pick<
  MenuVersion,
  'account' | 'kind' | 'actor' | 'appliedAt' | 'fileHash' | 'state' | 'rolledBackTo'
> & { compiled: StoredMenus };

/**
 * Holds the account's menus for one change at a time, over all processes, until the transaction ends.
 * @returns false where somebody else is at it
 */
export async function lockMenus(tx: Tx, account: string): Promise<boolean> {
  const [row] = await tx.query<{ locked: boolean }>(
    `select pg_try_advisory_xact_lock(hashtextextended('menus ' || $1, 0)) as locked`,
    [account],
  );
  return row!.locked;
}

/** Adds a version; the account's menus must be locked. @returns its number */
export async function insertVersion(database: Queryable, given: NewVersion): Promise<number> {
  const [row] = await database.query<{ version: number }>(
    `insert into menu_applications
       (account, id, version, kind, actor, applied_at, finished_at, file_hash, compiled, state,
        rolled_back_to)
     select $1, $2, coalesce(max(version), 0) + 1, $3, $4, $5,
       case when $8 = 'intended' then null else $5::timestamptz end, $6, $7, $8, $9
     from menu_applications where account = $1
     returning version`,
    [
      given.account,
      createId(given.appliedAt),
      given.kind,
      given.actor,
      given.appliedAt,
      given.fileHash,
      JSON.stringify(given.compiled),
      given.state,
      given.rolledBackTo,
    ],
  );
  return row!.version;
}

/** Says what came of a version. */
export async function markVersion(
  database: Queryable,
  account: string,
  version: number,
  outcome: Pick<MenuVersion, 'state' | 'detail' | 'finishedAt'>,
): Promise<void> {
  await database.query(
    `update menu_applications set state = $3, detail = $4, finished_at = $5
     where account = $1 and version = $2`,
    [account, version, outcome.state, outcome.detail, outcome.finishedAt],
  );
}

/**
 * An account's versions, newest first, whatever came of them.
 * @param page `before`: only older ones than this number; `limit` 1 to 500
 */
export async function listVersions(
  database: Queryable,
  account: string,
  page: { before?: number; limit?: number } = {},
): Promise<MenuVersion[]> {
  return database.query<MenuVersion & Record<string, unknown>>(
    `select ${COLUMNS} from menu_applications
     where account = $1 and ($2::integer is null or version < $2)
     order by version desc limit $3`,
    [account, page.before ?? null, page.limit ?? VERSIONS_READ],
  );
}

/** The version by which WeChat last had what we think it has; null: none was ever applied or pulled. */
export async function findLastApplied(
  database: Queryable,
  account: string,
): Promise<MenuVersion | null> {
  const [row] = await database.query<MenuVersion & Record<string, unknown>>(
    `select ${COLUMNS} from menu_applications
     where account = $1 and state = 'applied' order by version desc limit 1`,
    [account],
  );
  return row ?? null;
}

/** SHA-256 over what the file means: its comments and layout may change, its menu may not. */
export function hashMenuFile(file: MenuFile): string {
  return createHash('sha256').update(JSON.stringify(file)).digest('hex');
}
