import type { Queryable } from '../../database/database';
import type { WorkSchedules } from '../calendar/work-schedules';
import { reckonDue } from '../clock/reckon';
import { scopeCondition, scopeParameters, type Scope } from '../scope';

/** How long an answer may wait before somebody rings up. */
const PATIENCE = { value: 2, unit: 'wd' } as const;
const MOST = 500;

/**
 * A person's answered cases, within a scope, that nobody has spoken about with the citizen and whose
 * answer is two working days old; whether it arrived is delivery's to say. At most 500, the oldest first.
 * @returns ids
 */
export async function listUnheard(
  db: Queryable,
  scope: Scope,
  staffId: string,
  schedules: WorkSchedules,
  now: Date,
): Promise<string[]> {
  const rows = await db.query<{ id: string; unit: string; answeredAt: Date }>(
    `select c.id, c.owner_unit as unit, c.answered_at as "answeredAt" from cases c
     where c.handler = $1 and c.state = 'answered' and c.answered_at is not null
       and c.citizen_id is not null and ${scopeCondition(2)}
       and not exists (select from case_contacts k
         where k.case_id = c.id and k.round = c.round and k.reached)
     order by c.answered_at, c.id limit ${MOST}`,
    [staffId, ...scopeParameters(scope)],
  );
  return rows
    .filter(({ unit, answeredAt }) => reckonDue(schedules.of(unit), PATIENCE, answeredAt).at <= now)
    .map(({ id }) => id);
}
