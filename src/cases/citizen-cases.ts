import type { Queryable } from '../database/database';
import { scopeCondition, scopeParameters, type Scope } from './scope';

/** A citizen as one account sees them. */
export interface CitizenKey {
  account: string;
  id: string;
}

const MOST = 100;

/** A citizen's cases within the scope, the last first; at most a hundred. @returns ids */
export async function listCaseIdsOf(
  db: Queryable,
  scope: Scope,
  { account, id }: CitizenKey,
): Promise<string[]> {
  const rows = await db.query<{ id: string }>(
    `select c.id from cases c
     where c.account = $1 and c.citizen_id = $2 and ${scopeCondition(3)}
     order by c.opened_at desc, c.id desc limit ${MOST}`,
    [account, id, ...scopeParameters(scope)],
  );
  return rows.map((row) => row.id);
}

/** What a citizen said of an answer, and agreed to be known for. */
export interface NamedRating {
  number: string;
  round: number;
  rating: number;
  text: string | null;
  at: Date;
}

/** Ratings of these cases whose citizen agrees to be known. @param ids of cases within the reader's scope */
export async function listNamedRatings(
  db: Queryable,
  ids: readonly string[],
): Promise<NamedRating[]> {
  return db.query<NamedRating>(
    `select c.number, r.round, r.rating, r.text, r.at
     from case_ratings r join cases c on c.id = r.case_id
     where r.case_id = any($1::uuid[]) and r.named order by r.at desc`,
    [ids],
  );
}

/** The citizen of a case within the scope; null for a case that did not come from the chat, or is out of scope. */
export async function findCitizenOf(
  db: Queryable,
  scope: Scope,
  number: string,
): Promise<CitizenKey | null> {
  const [row] = await db.query<CitizenKey>(
    `select c.account, c.citizen_id as id from cases c
     where c.number = $1 and c.citizen_id is not null and ${scopeCondition(2)}`,
    [number, ...scopeParameters(scope)],
  );
  return row ?? null;
}

const LOOKED_AT = 300;

/** Who has written lately, by the units' newest ordinary cases; the last first. */
export async function listLateCitizens(
  db: Queryable,
  { units }: Scope,
  states: readonly string[],
): Promise<(CitizenKey & { cases: number; lastAt: Date })[]> {
  return db.query(
    `select account, citizen_id as id, count(*)::int as cases, max(opened_at) as "lastAt"
     from (
       select late.account, late.citizen_id, late.opened_at
       from unnest($1::text[]) as u(unit) cross join unnest($2::text[]) as s(state)
       cross join lateral (
         select c.account, c.citizen_id, c.opened_at from cases c
         where c.owner_unit = u.unit and c.state = s.state and c.citizen_id is not null
           and not c.restricted
         order by c.opened_at desc limit ${LOOKED_AT}) late
       order by late.opened_at desc limit ${LOOKED_AT}) listed
     group by account, citizen_id order by max(opened_at) desc limit ${MOST}`,
    [units, states],
  );
}
