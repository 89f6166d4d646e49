import type { Queryable } from '../database/database';

const ID = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/;

/** What people are called, by id, also those whose account is closed; what is no id of staff is left out. */
export async function findNames(
  db: Queryable,
  ids: readonly (string | null)[],
): Promise<Map<string, string>> {
  const asked = [...new Set(ids)].filter((id) => id !== null && ID.test(id));
  if (asked.length === 0) return new Map();
  const rows = await db.query<{ id: string; name: string }>(
    'select id, name from staff where id = any($1::uuid[])',
    [asked],
  );
  return new Map(rows.map(({ id, name }) => [id, name]));
}
