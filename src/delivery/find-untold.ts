import type { Queryable } from '../database/database';

/** Of these cases, those whose latest answer has reached its citizen in no way that is known. */
export async function findUntold(
  db: Queryable,
  caseIds: readonly string[],
): Promise<ReadonlySet<string>> {
  if (caseIds.length === 0) return new Set();
  const rows = await db.query<{ id: string }>(
    `select wanted.id from unnest($1::uuid[]) as wanted(id)
     cross join lateral (
       select o.state, o.viewed_at, o.told_by_phone_at from outbox o
       where o.case_id = wanted.id and o.kind = 'answer'
       order by o.created_at desc, o.id desc limit 1) latest
     where latest.state <> 'accepted' and latest.viewed_at is null
       and latest.told_by_phone_at is null`,
    [caseIds],
  );
  return new Set(rows.map(({ id }) => id));
}

const MOST = 1000;

/** Cases with an answer that will not leave by itself (未送出, 不确定), at most a thousand, the latest first. */
export async function listStuckCases(
  db: Queryable,
  accounts: readonly string[],
): Promise<readonly string[]> {
  const rows = await db.query<{ id: string }>(
    `select distinct stuck.id from unnest($1::text[]) as a(account)
     cross join unnest(array['failed', 'uncertain']) as s(state)
     cross join lateral (
       select o.case_id as id from outbox o
       where o.account = a.account and o.state = s.state and o.state in ('failed', 'uncertain')
         and o.kind = 'answer' and o.told_by_phone_at is null and o.case_id is not null
       order by o.created_at desc limit ${MOST}) stuck
     limit ${MOST}`,
    [accounts],
  );
  return rows.map(({ id }) => id);
}
