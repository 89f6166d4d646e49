import type { Queryable } from '../../database/database';
import { createId } from '../../platform/ids';

export interface NewConsent {
  account: string;
  citizenId: string;
  unit: string;
  query: string;
  version: string;
  onBehalf: boolean;
  at: Date;
}

/** A consent as its citizen sees it. */
export interface Consent {
  id: string;
  unit: string;
  query: string;
  version: string;
  onBehalf: boolean;
  givenAt: Date;
}

/** Records that a citizen agreed to the notice of this version. One that stands already is kept. */
export async function giveConsent(db: Queryable, consent: NewConsent): Promise<void> {
  const { account, citizenId, unit, query, version, onBehalf, at } = consent;
  await db.query(
    `insert into query_consents
       (account, id, citizen_id, unit, query, version, on_behalf, given_at)
     select $1, $2, $3, $4, $5, $6, $7, $8
     where not exists (
       select 1 from query_consents
       where account = $1 and citizen_id = $3 and unit = $4 and query = $5 and version = $6
         and on_behalf = $7 and withdrawn_at is null)`,
    [account, createId(at), citizenId, unit, query, version, onBehalf, at],
  );
}

/** What a citizen agrees to now, newest first. */
export async function listConsents(
  db: Queryable,
  account: string,
  citizenId: string,
): Promise<Consent[]> {
  return db.query<Consent>(
    `select id, unit, query, version, on_behalf as "onBehalf", given_at as "givenAt"
     from query_consents
     where account = $1 and citizen_id = $2 and withdrawn_at is null
     order by given_at desc, id desc limit 50`,
    [account, citizenId],
  );
}

/**
 * Withdraws a consent. What was bound on it goes in the same transaction (`removeBindingsOf`).
 * @returns the query that it was for, or null where there is no such consent of this citizen
 */
export async function withdrawConsent(
  tx: Queryable,
  owner: { account: string; citizenId: string },
  id: string,
  now: Date,
): Promise<{ unit: string; query: string } | null> {
  const [row] = await tx.query<{ unit: string; query: string }>(
    `update query_consents set withdrawn_at = $4
     where account = $1 and citizen_id = $2 and id = $3 and withdrawn_at is null
     returning unit, query`,
    [owner.account, owner.citizenId, id, now],
  );
  return row ?? null;
}
