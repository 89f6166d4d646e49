import type { Queryable, Tx } from '../../database/database';
import { AppError } from '../../platform/errors';

export interface CitizenKey {
  account: string;
  id: string;
}

/** Before the first key of all. */
export const START: CitizenKey = { account: '', id: '00000000-0000-0000-0000-000000000000' };

/*
 * Due is who left before `$1` and did not come back, or took their permission back before `$1` and
 * did not follow anew. A contact in the hour after leaving is a straggler; a later one shows that
 * the event of following again was lost. A message that is being handled is waited for.
 */
const DUE = `c.openid is not null
  and ((c.unfollowed_at <= $1 and c.last_contact_at <= c.unfollowed_at + interval '1 hour')
    or (c.revoked_at <= $1 and (c.followed_at is null or c.followed_at < c.revoked_at)))
  and not exists (
    select from messages m
    where m.account = c.account and m.citizen_id = c.id and m.state = 'handling')`;

/** Locks the next citizens of one account whose time is over; another process's are passed over. */
export async function lockDueCitizens(
  tx: Tx,
  before: Date,
  after: CitizenKey,
  limit: number,
): Promise<CitizenKey[]> {
  return lockNext(tx, DUE, [before], after, limit);
}

/** Locks the next erased citizens of one account of whom sealed originals are still there. */
export async function lockCitizensWithOriginals(
  tx: Tx,
  after: CitizenKey,
  limit: number,
): Promise<CitizenKey[]> {
  return lockNext(tx, 'c.originals_kept', [], after, limit);
}

/**
 * Locks one citizen who has not been erased.
 * @returns false where there is none
 * @throws AppError conflict while a message of theirs is being handled
 */
export async function lockCitizen(tx: Tx, { account, id }: CitizenKey): Promise<boolean> {
  const [row] = await tx.query<{ busy: boolean }>(
    `select exists (
       select from messages m
       where m.account = c.account and m.citizen_id = c.id and m.state = 'handling') as busy
     from citizens c where c.account = $1 and c.id = $2 and c.openid is not null for update of c`,
    [account, id],
  );
  if (row?.busy) throw new AppError('conflict', '正在处理这位群众的来信，请过一会儿再试。');
  return row !== undefined;
}

async function lockNext(
  db: Queryable,
  condition: string,
  values: readonly unknown[],
  after: CitizenKey,
  limit: number,
): Promise<CitizenKey[]> {
  const [account, id, count] = [1, 2, 3].map((place) => `$${values.length + place}`);
  const rows = await db.query<CitizenKey>(
    `select c.account, c.id from citizens c
     where ${condition} and (c.account, c.id) > (${account}, ${id}::uuid)
     order by c.account, c.id for update of c skip locked limit ${count}`,
    [...values, after.account, after.id, limit],
  );
  const first = rows[0]?.account;
  return rows.filter((row) => row.account === first);
}
