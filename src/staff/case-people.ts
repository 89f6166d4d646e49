import type { Queryable } from '../database/database';
import { chinaDateOf } from '../platform/china-time';
import type { Clock } from '../platform/clock';

const ACTIVE = `select from staff_roles r join staff s on s.id = r.staff_id
  where r.unit = $1 and s.state = 'active'
    and (s.contract_until is null or s.contract_until >= $2)`;
const ACTIVE_CLERK = `${ACTIVE} and r.role = 'clerk'`;

/** What cases must know of staff: who may handle a unit's cases, and who may pass their answers. */
export function createCasePeople(clock: Clock): {
  mayHandle(tx: Queryable, staffId: string, unit: string): Promise<boolean>;
  hasHandlers(tx: Queryable, unit: string): Promise<boolean>;
  holdsRole(
    tx: Queryable,
    staffId: string,
    unit: string,
    roles: readonly ('reviewer' | 'signer')[],
  ): Promise<boolean>;
} {
  const today = (): string => chinaDateOf(clock.now());
  return {
    async mayHandle(tx, staffId, unit) {
      const rows = await tx.query(`${ACTIVE_CLERK} and s.id::text = $3`, [unit, today(), staffId]);
      return rows.length > 0;
    },
    async holdsRole(tx, staffId, unit, roles) {
      const rows = await tx.query(`${ACTIVE} and s.id::text = $3 and r.role = any($4::text[])`, [
        ...[unit, today(), staffId, roles],
      ]);
      return rows.length > 0;
    },
    async hasHandlers(tx, unit) {
      const [row] = await tx.query<{ found: boolean }>(`select exists (${ACTIVE_CLERK}) as found`, [
        unit,
        today(),
      ]);
      return row?.found ?? false;
    },
  };
}
