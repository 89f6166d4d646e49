import type { Queryable } from '../database/database';

/** What is known of a citizen as a follower; no name and no openid. */
export interface CitizenFacts {
  account: string;
  id: string;
  firstSeenAt: Date;
  lastContactAt: Date;
  follows: boolean;
  /** From then on nothing leads to the person. */
  erasedAt: Date | null;
}

/** Citizens of an account by id, in no order; the caller has checked who may see them. */
export async function listCitizens(
  db: Queryable,
  account: string,
  ids: readonly string[],
): Promise<CitizenFacts[]> {
  return db.query<CitizenFacts>(
    `select account, id, first_seen_at as "firstSeenAt", last_contact_at as "lastContactAt",
       followed_at is not null and unfollowed_at is null as follows, erased_at as "erasedAt"
     from citizens where account = $1 and id = any($2::uuid[])`,
    [account, ids],
  );
}
