import { createHash } from 'node:crypto';
import type { Queryable } from '../../database/database';
import { targetName, type OpenedLink } from './page-links';

/**
 * Makes a link the browser's that opens it first: from then on it opens nowhere else.
 * @returns false where another browser has it, or it has been used up
 */
export async function claimLink(
  db: Queryable,
  link: OpenedLink,
  session: string,
  now: Date,
): Promise<boolean> {
  const rows = await db.query(
    `insert into query_links (account, id, citizen_id, target, session, claimed_at, expires_at)
     values ($1, $2, $3, $4, $5, $6, $7)
     on conflict on constraint query_links_pkey do update set session = query_links.session
     where query_links.session = excluded.session and query_links.used_at is null
     returning id`,
    [link.account, link.id, link.citizenId, targetName(link), digest(session), now, link.expiresAt],
  );
  return rows.length === 1;
}

/** Whether the link is this browser's and has not been used up. */
export async function holdsLink(
  db: Queryable,
  { account, id }: OpenedLink,
  session: string,
): Promise<boolean> {
  const rows = await db.query(
    `select 1 from query_links
     where account = $1 and id = $2 and session = $3 and used_at is null`,
    [account, id, digest(session)],
  );
  return rows.length === 1;
}

/** The link has shown its answer: it opens nothing more. */
export async function useUpLink(
  db: Queryable,
  { account, id }: OpenedLink,
  now: Date,
): Promise<void> {
  await db.query(
    `update query_links set used_at = $3 where account = $1 and id = $2 and used_at is null`,
    [account, id, now],
  );
}

/** Links that can no longer be opened need no memory. */
export async function removeExpiredLinks(db: Queryable, now: Date): Promise<void> {
  await db.query(`delete from query_links where expires_at < $1`, [now]);
}

function digest(session: string): Buffer {
  return createHash('sha256').update(session).digest();
}
