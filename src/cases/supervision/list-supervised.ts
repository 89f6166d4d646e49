/** 督办: cases that somebody above the unit should look at. */
import type { Queryable } from '../../database/database';
import { DUE_KEY } from '../lists/case-filters';
import { OPEN_STATES } from '../lists/list-branches';
import { loadListed, type ListedCase } from '../lists/load-listed';
import type { Scope } from '../scope';

/** Why a case stands here. */
export const supervisionKinds = {
  overdue: '逾期',
  supervised: '督办中',
  returned: '退回三次以上',
  bad_rating: '差评重办',
  reopened: '其他重办',
} as const;
export type SupervisionKind = keyof typeof supervisionKinds;

const RETURNS = 3;
const MOST_LISTED = 100;

const BAD_RATED = `exists (select from case_ratings r
  where r.case_id = c.id and r.round = c.round - 1 and r.rating <= 2 and r.mistaken_at is null)`;

/** Conditions on an open case `c`; `$2` is now. */
const CONDITIONS: Readonly<Record<SupervisionKind, string>> = {
  overdue: `c.state <> 'awaiting_supplement' and ${DUE_KEY} < $2::timestamptz`,
  supervised: `c.supervised`,
  // A case comes back only after it was assigned again, which is a hop.
  returned: `c.hops >= ${RETURNS - 1} and ${RETURNS} <= (
    select count(*) from case_events e where e.case_id = c.id and e.kind = 'return')`,
  bad_rating: `c.round > 1 and ${BAD_RATED}`,
  reopened: `c.round > 1 and not ${BAD_RATED}`,
};

/** Written out, so that the planner sees that the index of open cases holds all. */
const OPEN = `c.state in (${OPEN_STATES.map((state) => `'${state}'`).join(', ')})
  and c.owner_unit = any($1::text[]) and not c.restricted`;

/** How many open cases stand under each heading, within a scope and without restricted ones. */
export async function countSupervised(
  db: Queryable,
  { units }: Pick<Scope, 'units'>,
  now: Date,
): Promise<Record<SupervisionKind, number>> {
  const columns = Object.entries(CONDITIONS).map(
    ([kind, condition]) => `count(*) filter (where ${condition})::int as ${kind}`,
  );
  const [counts] = await db.query<Record<SupervisionKind, number>>(
    `select ${columns.join(', ')} from cases c where ${OPEN} and $2::timestamptz is not null`,
    [units, now],
  );
  return counts!;
}

/** The cases under a heading, the limit that passed first leading; at most 100. */
export async function listSupervised(
  db: Queryable,
  { units }: Pick<Scope, 'units'>,
  kind: SupervisionKind,
  now: Date,
): Promise<ListedCase[]> {
  const found = await db.query<{ id: string }>(
    `select c.id from cases c
     where ${OPEN} and $2::timestamptz is not null and ${CONDITIONS[kind]}
     order by ${DUE_KEY}, c.id limit ${MOST_LISTED}`,
    [units, now],
  );
  return loadListed(
    db,
    { units },
    found.map(({ id }) => id),
  );
}
