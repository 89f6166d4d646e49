import type { Queryable } from '../database/database';

/** What a member of staff may see of cases. Every method that staff reach takes it first. */
export interface Scope {
  /** Units whose ordinary cases may be seen, also those that they help with. */
  readonly units: readonly string[];
  /** Units whose restricted cases (保密) may be seen: named people only. Absent: none. */
  readonly restrictedUnits?: readonly string[];
}

/**
 * The condition that a row of `cases` (as `c`) lies within a scope given as the two parameters that
 * `scopeParameters` makes; a null scope is the system's own and sees all.
 * @param first number of the first of the two parameters
 */
export function scopeCondition(first: number): string {
  const [units, restricted] = [`$${first}::text[]`, `$${first + 1}::text[]`];
  return `(${units} is null or case when c.restricted then c.owner_unit = any(${restricted})
    else c.owner_unit = any(${units}) or exists (
      select 1 from case_co_handlers h where h.case_id = c.id and h.unit = any(${units})) end)`;
}

/** The two parameters of `scopeCondition`. */
export function scopeParameters(
  scope: Scope | null,
): [readonly string[] | null, readonly string[] | null] {
  return scope ? [scope.units, scope.restrictedUnits ?? []] : [null, null];
}

/** How many of these cases lie within a scope. @param ids of cases */
export async function countInScope(
  db: Queryable,
  scope: Scope,
  ids: readonly string[],
): Promise<number> {
  const [row] = await db.query<{ cases: number }>(
    `select count(*)::int as cases from cases c where c.id = any($1::uuid[]) and ${scopeCondition(2)}`,
    [ids, ...scopeParameters(scope)],
  );
  return row!.cases;
}
