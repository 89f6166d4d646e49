import type { Queryable, Tx } from '../database/database';
import { AppError } from '../platform/errors';
import { createId } from '../platform/ids';

/** A list that somebody has given a name, to come back to. */
export interface View {
  id: string;
  name: string;
  /** What stands in the list's address behind the `?`. */
  query: string;
}

const MOST = 20;

/** A person's own views, in the order in which they were saved. */
export async function listViews(db: Queryable, staffId: string): Promise<View[]> {
  return db.query<View>(
    'select id, name, query from saved_views where staff_id = $1 order by at, id',
    [staffId],
  );
}

/**
 * Saves a view; one of the same name takes the new address.
 * @throws AppError bad_request without a name; conflict beyond twenty
 */
export async function saveView(
  tx: Tx,
  staffId: string,
  given: { name: string; query: string; at: Date },
): Promise<View> {
  const name = given.name.trim();
  if (name === '') throw new AppError('bad_request', '请给这个视图起个名字。');
  await tx.query(`select pg_advisory_xact_lock(hashtextextended('views ' || $1, 0))`, [staffId]);
  const views = await listViews(tx, staffId);
  const old = views.find((view) => view.name === name);
  if (!old && views.length >= MOST) {
    throw new AppError('conflict', `最多保存${MOST}个视图，请先删去不用的。`);
  }
  const id = old?.id ?? createId(given.at);
  await tx.query(
    `insert into saved_views (staff_id, id, name, query, at) values ($1, $2, $3, $4, $5)
     on conflict on constraint saved_views_pkey do update set query = excluded.query`,
    [staffId, id, name, given.query, given.at],
  );
  return { id, name, query: given.query };
}

/** Takes a view of one's own away. @throws AppError not_found */
export async function removeView(tx: Tx, staffId: string, id: string): Promise<void> {
  const gone = await tx.query(
    'delete from saved_views where staff_id = $1 and id = $2 returning id',
    [staffId, id],
  );
  if (gone.length === 0) throw new AppError('not_found', '没有这个视图。');
}
