import type { Client } from 'pg';
import { createPasswordHasher } from '../../src/staff/password-hasher';
import type { StaffRole } from '../../src/staff/roles';
import { SEEDED_UNITS, seededClerk } from './seed-sql';

/** Everybody's. */
export const SEEDED_PASSWORD = 'Ganshui-2026-Yuelu';

/** Who signs in, beside the clerks who handle the cases, and what they are where. */
export const seededPeople = {
  chief: { id: '00000000-0000-7000-8000-000000000d01', role: 'coordinator', unit: 'district' },
  inspector: { id: '00000000-0000-7000-8000-000000000d02', role: 'inspector', unit: 'district' },
  system: { id: '00000000-0000-7000-8000-000000000d03', role: 'system_admin', unit: 'district' },
  reviewer: { id: '00000000-0000-7000-8000-000000000d04', role: 'reviewer', unit: 'renshe' },
  admin: { id: '00000000-0000-7000-8000-000000000d05', role: 'unit_admin', unit: 'renshe' },
  clerk3: { id: seededClerk(3), role: 'clerk', unit: 'renshe' },
} as const satisfies Record<string, { id: string; role: StaffRole; unit: string }>;

export type SeededPerson = keyof typeof seededPeople;

/** Accounts whose password need not be changed; the coordinator receives reports against cadres. */
export async function insertPeople(owner: Client, at: Date): Promise<void> {
  const password = await createPasswordHasher().hash(SEEDED_PASSWORD);
  const clerks = Array.from({ length: 8 }, (_, n) => {
    const unit = SEEDED_UNITS[n % SEEDED_UNITS.length]!;
    return [`clerk${n}`, { id: seededClerk(n), role: 'clerk', unit }] as const;
  });
  const people = { ...Object.fromEntries(clerks), ...seededPeople };
  for (const [username, { id, role, unit }] of Object.entries(people)) {
    await owner.query(
      `insert into staff (id, username, name, state, password, password_at, password_temporary,
         created_by, created_at)
       values ($1, $2, '某' || $2, 'active', $3, $4, false, 'seed', $4)`,
      [id, username, password, at],
    );
    await owner.query(
      `insert into staff_roles (staff_id, unit, role, restricted, given_by, given_at)
       values ($1, $2, $3, $4, 'seed', $5)`,
      [id, unit, role, role === 'coordinator', at],
    );
  }
}
