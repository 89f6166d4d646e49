import type { Queryable } from '../../database/database';
import { scopeCondition, scopeParameters, type Scope } from '../scope';

/** A case that may be about the same matter. */
export interface SimilarCase {
  id: string;
  /** 0–1: the share of pairs of signs that both have (Dice). */
  likeness: number;
}

/** How many of the unit's newest open cases are compared. */
const COMPARED = 200;
const LEAST = 0.3;
const MOST = 5;
const OPEN = [
  'awaiting_acceptance',
  'in_progress',
  'awaiting_supplement',
  'awaiting_review',
  'awaiting_signature',
];

/**
 * Open cases of the same unit whose words are alike, the likest first; at most five. Compared are the
 * unit's newest 200: who asks for the same thing asks in the same days.
 * @param caseId of a case within the scope
 */
export async function listSimilarCases(
  db: Queryable,
  scope: Scope,
  { id, unit }: { id: string; unit: string },
): Promise<SimilarCase[]> {
  const recent = await db.query<{ id: string }>(
    `select c.id from cases c
     where c.owner_unit = $1 and c.state = any($2::text[]) and c.id <> $3 and ${scopeCondition(4)}
     order by c.opened_at desc limit ${COMPARED}`,
    [unit, OPEN, id, ...scopeParameters(scope)],
  );
  return db.query<SimilarCase>(
    `select case_id as id, round(likeness::numeric, 2)::float as likeness
     from compare_words($1, $2::uuid[]) where likeness >= ${LEAST}
     order by likeness desc, case_id desc limit ${MOST}`,
    [id, recent.map((one) => one.id)],
  );
}

/** Former and other cases of the same citizen within the scope, the last first; at most twenty. @returns ids */
export async function listCasesOfCitizen(
  db: Queryable,
  scope: Scope,
  caseId: string,
): Promise<string[]> {
  const rows = await db.query<{ id: string }>(
    `select c.id from cases own
     join cases c on c.account = own.account and c.citizen_id = own.citizen_id and c.id <> own.id
     where own.id = $1 and own.citizen_id is not null and ${scopeCondition(2)}
     order by c.opened_at desc, c.id desc limit 20`,
    [caseId, ...scopeParameters(scope)],
  );
  return rows.map(({ id }) => id);
}
