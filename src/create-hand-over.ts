/** Joins 离岗移交 of staff with the life cycle of cases. */
import type { CaseActor } from './cases/life-cycle/actions';
import { executeIn } from './cases/life-cycle/execute-action';
import type { LifeCyclePorts } from './cases/life-cycle/ports';
import type { HandOverPort } from './staff/hand-over';
import type { StaffActor } from './staff/person';

/** Cases beyond 已答复 stay with who answered them. */
const OVER = ['answered', 'closed', 'merged', 'withdrawn'];

/** Each case moves as any other action does: with its event and its row of the record. */
export function createHandOver(ports: LifeCyclePorts): HandOverPort {
  return {
    listHandled: (db, staffId) =>
      db.query(
        `select number, owner_unit as unit from cases
         where handler = $1 and state <> all($2::text[]) order by id`,
        [staffId, OVER],
      ),
    async handOver(tx, actor, { number, to, reason }) {
      await executeIn(tx, ports, null, toCaseActor(actor), {
        action: 'hand_over',
        number,
        version: null,
        reason,
        input: { handler: to },
      });
    },
  };
}

function toCaseActor(actor: StaffActor): CaseActor {
  if (actor.kind === 'operator') {
    const { kind, name } = actor;
    const roles = [{ role: 'coordinator', unit: null }] as const;
    return { kind, id: name, name, ip: null, roles, onBehalfOf: null };
  }
  const { person, ip } = actor;
  const roles = person.roles.map(({ role, unit }) => ({ role, unit }));
  return { kind: 'staff', id: person.id, name: person.name, ip, roles, onBehalfOf: null };
}
