import type { Queryable, Tx } from '../database/database';
import { createId } from '../platform/ids';
import type { NoticeKind } from './notice-kinds';

/** How long read and unread notices are kept. */
const KEPT_MS = 90 * 24 * 60 * 60_000;

export interface NewNotice {
  staffId: string;
  kind: NoticeKind;
  caseId: string;
  number: string;
  text: string;
  /** What it is told of: nobody is told of the same twice. */
  about: string;
  at: Date;
}

/** @returns how many were new */
export async function insertNotices(tx: Tx, notices: readonly NewNotice[]): Promise<number> {
  if (notices.length === 0) return 0;
  const rows = await tx.query(
    `insert into staff_notices (id, staff_id, at, kind, case_id, number, text, about)
     select * from unnest($1::uuid[], $2::uuid[], $3::timestamptz[], $4::text[], $5::uuid[],
       $6::text[], $7::text[], $8::text[])
     on conflict on constraint staff_notices_about_key do nothing returning id`,
    [
      notices.map(({ at }) => createId(at)),
      notices.map(({ staffId }) => staffId),
      notices.map(({ at }) => at),
      notices.map(({ kind }) => kind),
      notices.map(({ caseId }) => caseId),
      notices.map(({ number }) => number),
      notices.map(({ text }) => text),
      notices.map(({ about }) => about),
    ],
  );
  return rows.length;
}

/** A notice as its person reads it. */
export interface Notice {
  id: string;
  at: Date;
  kind: NoticeKind;
  number: string | null;
  text: string;
  readAt: Date | null;
}

/** Behind which notice a page begins; the notice itself is not on it. */
export interface NoticeCursor {
  at: Date;
  id: string;
}

/** A person's notices, the newest first. @param before null: the first page */
export async function listNotices(
  db: Queryable,
  staffId: string,
  {
    before,
    unreadOnly,
    limit,
  }: { before: NoticeCursor | null; unreadOnly: boolean; limit: number },
): Promise<Notice[]> {
  return db.query<Notice>(
    `select id, at, kind, number, text, read_at as "readAt" from staff_notices
     where staff_id = $1 and ($2::timestamptz is null or (at, id) < ($2, $3::uuid))
       and (not $4 or read_at is null)
     order by at desc, id desc limit $5`,
    [staffId, before?.at ?? null, before?.id ?? null, unreadOnly, limit],
  );
}

/** How many of a person's notices are unread; exact to a hundred. */
export async function countUnread(db: Queryable, staffId: string): Promise<number> {
  const [row] = await db.query<{ unread: number }>(
    `select count(*)::int as unread from (
       select from staff_notices where staff_id = $1 and read_at is null limit 100) u`,
    [staffId],
  );
  return row!.unread;
}

/** Marks notices of a person's own as read. @param ids null: all */
export async function markNoticesRead(
  db: Queryable,
  staffId: string,
  ids: readonly string[] | null,
  at: Date,
): Promise<void> {
  await db.query(
    `update staff_notices set read_at = $3
     where staff_id = $1 and read_at is null and ($2::uuid[] is null or id = any($2))`,
    [staffId, ids, at],
  );
}

/** Takes away notices of more than three months ago. */
export async function pruneNotices(db: Queryable, now: Date): Promise<void> {
  await db.query('delete from staff_notices where at < $1', [new Date(now.getTime() - KEPT_MS)]);
}
