import type { Queryable } from '../../../database/database';

/** An import without a sign of life for so long has died. */
const SILENT_MS = 120_000;
const REMOVE_ROWS = 10_000;

/** Gives up imports whose process died; of one table only where one is named. */
export async function retireSilent(
  database: Queryable,
  at: Date,
  only: { unit: string; table: string } | null,
): Promise<void> {
  await database.query(
    `update query_imports set state = 'retired', retired_at = $1
     where state = 'staging' and touched_at < $2
       and ($3::text is null or (unit = $3 and table_name = $4))`,
    [at, new Date(at.getTime() - SILENT_MS), only?.unit ?? null, only?.table ?? null],
  );
}

/**
 * Removes the rows of retired imports, some thousands at a time, so that nobody waits for it.
 * Safe to be killed, and to run twice.
 */
export async function removeRetired(database: Queryable): Promise<void> {
  const retired = await database.query<{ unit: string; id: string }>(
    `select unit, id from query_imports where state = 'retired' order by retired_at`,
  );
  for (const { unit, id } of retired) {
    for (const table of ['query_keys', 'query_rows'] as const) {
      while ((await removeSome(database, table, unit, id)) > 0);
    }
    // Another process may still be at some of the rows: then it is that one's to say.
    await database.query(
      `update query_imports i set state = 'removed'
       where i.unit = $1 and i.id = $2 and i.state = 'retired'
         and not exists (select from query_keys k where k.unit = i.unit and k.import_id = i.id)
         and not exists (select from query_rows r where r.unit = i.unit and r.import_id = i.id)`,
      [unit, id],
    );
  }
}

async function removeSome(
  database: Queryable,
  table: 'query_keys' | 'query_rows',
  unit: string,
  importId: string,
): Promise<number> {
  const [result] = await database.query<{ count: number }>(
    `with gone as (
       delete from ${table} where ctid = any (array(
         select ctid from ${table} where unit = $1 and import_id = $2
         limit ${REMOVE_ROWS} for update skip locked))
       returning true)
     select count(*)::int as count from gone`,
    [unit, importId],
  );
  return result?.count ?? 0;
}
