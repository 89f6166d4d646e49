import type { Queryable } from '../../database/database';
import type { WatchState } from './watch-state';

/** What was last seen of an account's menus. */
export interface WatchRow {
  account: string;
  /** Of what the file meant then. */
  wantedHash: string;
  /** The newest version then; 0: none. */
  version: number;
  state: WatchState;
  stateSince: Date;
  detail: string | null;
  checkedAt: Date;
  seenAt: Date | null;
  failures: number;
  retryAt: Date | null;
}

/** An account with its row and the newest version that there is now (0: none). */
export interface Watched {
  account: string;
  newestVersion: number;
  row: WatchRow | null;
}

/** The accounts in the order given, each with what is known of it. */
export async function listWatches(db: Queryable, accounts: readonly string[]): Promise<Watched[]> {
  const rows = await db.query<
    { [Key in keyof WatchRow]: WatchRow[Key] | null } & { name: string; newestVersion: number }
  >(
    `select a.account as name,
       coalesce((select m.version from menu_applications m where m.account = a.account
         order by m.version desc limit 1), 0) as "newestVersion",
       w.account, w.wanted_hash as "wantedHash", w.version, w.state, w.state_since as "stateSince",
       w.detail, w.checked_at as "checkedAt", w.seen_at as "seenAt", w.failures,
       w.retry_at as "retryAt"
     from unnest($1::text[]) with ordinality as a(account, n)
     left join menu_watches w on w.account = a.account
     order by a.n`,
    [accounts],
    'menu_watches.list',
  );
  return rows.map(({ name, newestVersion, ...row }) => ({
    account: name,
    newestVersion,
    row: row.account === null ? null : (row as WatchRow),
  }));
}

/** Notes what was seen. */
export async function saveWatch(db: Queryable, row: WatchRow): Promise<void> {
  await db.query(
    `insert into menu_watches (account, wanted_hash, version, state, state_since, detail, checked_at,
       seen_at, failures, retry_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
     on conflict on constraint menu_watches_pkey do update set
       wanted_hash = excluded.wanted_hash, version = excluded.version, state = excluded.state,
       state_since = excluded.state_since, detail = excluded.detail,
       checked_at = excluded.checked_at, seen_at = excluded.seen_at,
       failures = excluded.failures, retry_at = excluded.retry_at`,
    [
      row.account,
      row.wantedHash,
      row.version,
      row.state,
      row.stateSince,
      row.detail,
      row.checkedAt,
      row.seenAt,
      row.failures,
      row.retryAt,
    ],
  );
}
