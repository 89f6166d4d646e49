import type { StaffRole } from './roles';

/** Who has a right. In a unit: by a role held there. */
interface Holders {
  /** Held in a unit: in that unit. */
  unit?: readonly StaffRole[];
  /** Held in the district: in every unit and in the district. */
  everywhere?: readonly StaffRole[];
  /** Held in the district: in what belongs to no unit. */
  district?: readonly StaffRole[];
  /** Only for who is named there for restricted matters (保密), whatever their role. */
  named?: true;
  /** Not for people from outside (第三方运维), whatever their role. */
  ownPeopleOnly?: true;
}

/** The one table of what each role may do. */
export const rights = {
  'case.read': {
    unit: ['clerk', 'reviewer', 'signer', 'unit_admin', 'inspector'],
    everywhere: ['coordinator', 'inspector'],
  },
  'case.register': { unit: ['clerk'], everywhere: ['coordinator'] },
  'case.handle': { unit: ['clerk'] },
  'case.review': { unit: ['reviewer'] },
  'case.sign': { unit: ['signer'] },
  'case.coordinate': { everywhere: ['coordinator'] },
  'case.hand_over': { unit: ['unit_admin'], everywhere: ['coordinator'] },
  'case.export': {
    unit: ['clerk', 'unit_admin', 'inspector'],
    everywhere: ['coordinator', 'inspector'],
    ownPeopleOnly: true,
  },
  'personal.reveal': { unit: ['clerk'], ownPeopleOnly: true },
  'answer.publish': { unit: ['unit_admin'], everywhere: ['coordinator'] },
  'phrase.edit': {
    unit: ['clerk', 'reviewer', 'signer', 'unit_admin'],
    district: ['coordinator'],
  },
  'phrase.approve': { unit: ['reviewer', 'signer', 'unit_admin'], district: ['coordinator'] },
  'cadre_report.read': {
    district: ['coordinator', 'inspector'],
    named: true,
    ownPeopleOnly: true,
  },
  'citizen.block': { unit: ['unit_admin'] },
  'citizen.erase': { unit: ['unit_admin'], ownPeopleOnly: true },
  'report.read': {
    unit: ['unit_admin', 'inspector'],
    everywhere: ['coordinator', 'inspector'],
  },
  'content.read': { unit: ['unit_admin'], everywhere: ['coordinator', 'system_admin'] },
  'content.switch_off': { unit: ['unit_admin'], everywhere: ['system_admin'] },
  'content.manage': { everywhere: ['system_admin'] },
  'staff.manage': { unit: ['unit_admin'], everywhere: ['system_admin'] },
  'system.watch': { district: ['system_admin'] },
  'audit.read': { unit: ['inspector'], everywhere: ['inspector'], district: ['system_admin'] },
} as const satisfies Readonly<Record<string, Holders>>;

export type Right = keyof typeof rights;

/** Whether a role held somewhere gives a right somewhere; `null` is the district. */
export function isRightHeld(
  right: Right,
  held: { role: StaffRole; unit: string | null; restricted?: boolean },
  unit: string | null,
): boolean {
  const holders: Holders = rights[right];
  if (holders.named && !held.restricted) return false;
  const has = (roles: readonly StaffRole[] = []): boolean => roles.includes(held.role);
  if (held.unit !== null) return held.unit === unit && has(holders.unit);
  return has(holders.everywhere) || (unit === null && has(holders.district));
}

/** Whether a right is for the units' own people only. */
export function isForOwnPeople(right: Right): boolean {
  const holders: Holders = rights[right];
  return holders.ownPeopleOnly ?? false;
}

/** Whose accounts one may open, change and close. Auditors and system administrators: at the shell only. */
export const managedRoles: Readonly<Partial<Record<StaffRole, readonly StaffRole[]>>> = {
  system_admin: ['clerk', 'reviewer', 'signer', 'unit_admin', 'coordinator'],
  unit_admin: ['clerk', 'reviewer', 'signer'],
};
