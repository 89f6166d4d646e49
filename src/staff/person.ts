import type { AuditScope } from '../audit/list-audit';
import type { AuditActor } from '../audit/audit-row';
import { isForOwnPeople, isRightHeld, managedRoles, type Right } from './rights';
import type { HeldRole, StaffRole } from './roles';

/** 授权代办 that holds today: whose right it is. */
export interface Deputyship {
  principalId: string;
  principalName: string;
  unit: string;
  role: 'reviewer' | 'signer';
}

/** An active member of staff. */
export interface Person {
  id: string;
  username: string;
  name: string;
  /** From outside (第三方运维): no export, no full numbers. */
  outsourced: boolean;
  roles: readonly HeldRole[];
  deputyFor: readonly Deputyship[];
}

/** What a person may see. Every store method that staff reach takes it first. */
export interface Scope {
  readonly units: readonly string[];
  /** Units whose restricted cases the person is named for. */
  readonly restrictedUnits: readonly string[];
  /** Units where the person may ask for numbers in full. */
  readonly revealUnits: readonly string[];
  /** The district's one receiver of reports against cadres. */
  readonly receivesCadreReports: boolean;
}

/** Whether a person has a right in a unit (`null`: in what belongs to no unit), of their own or as a deputy. */
export function can(person: Person, right: Right, unit: string | null): boolean {
  if (person.outsourced && isForOwnPeople(right)) return false;
  return [...person.roles, ...person.deputyFor].some((held) => isRightHeld(right, held, unit));
}

/** @param units codes of all units there are */
export function scopeOf(person: Person, units: readonly string[]): Scope {
  const named = person.roles.filter(({ restricted }) => restricted);
  return {
    units: units.filter((unit) => can(person, 'case.read', unit)),
    restrictedUnits: units.filter((unit) =>
      named.some((held) => held.unit === unit && isRightHeld('case.read', held, unit)),
    ),
    revealUnits: units.filter((unit) => can(person, 'personal.reveal', unit)),
    receivesCadreReports: can(person, 'cadre_report.read', null),
  };
}

/** @param units codes of all units there are */
export function auditScopeOf(person: Person, units: readonly string[]): AuditScope {
  const { restrictedUnits } = scopeOf(person, units);
  const readable = units.filter((unit) => can(person, 'audit.read', unit));
  return {
    units: readable,
    restrictedUnits: readable.filter((unit) => restrictedUnits.includes(unit)),
    district: can(person, 'audit.read', null),
  };
}

/** How a person acts on cases: as themselves, or for somebody whose deputy they are. */
export interface CasePart {
  id: string;
  name: string;
  /** `unit` null: in every unit. */
  roles: readonly { role: StaffRole; unit: string | null }[];
  onBehalfOf: string | null;
  /** `受张三委托`, as it is printed; null for oneself. */
  mandate: string | null;
}

/**
 * A person's roles on cases. A deputy has the principal's gates and nothing else, so that it is always
 * clear whose right is used; that nobody passes a text of their own, or of whom they act for, is the
 * approval's rule.
 * @returns null where nobody of that id has made the person a deputy for today
 */
export function actOnCases(person: Person, principalId: string | null): CasePart | null {
  const { id, name } = person;
  if (principalId === null) {
    const roles = person.roles.map(({ role, unit }) => ({ role, unit }));
    return { id, name, roles, onBehalfOf: null, mandate: null };
  }
  const given = person.deputyFor.filter((one) => one.principalId === principalId);
  if (given.length === 0) return null;
  return {
    id,
    name,
    roles: given.map(({ role, unit }) => ({ role, unit })),
    onBehalfOf: principalId,
    mandate: `受${given[0]!.principalName}委托`,
  };
}

/** Who changes accounts: a person with the right, or whoever has the shell. */
export type StaffActor =
  { kind: 'staff'; person: Person; ip: string | null } | { kind: 'operator'; name: string };

/** How an actor stands in the record. */
export function auditActorOf(actor: StaffActor): AuditActor {
  if (actor.kind === 'operator') {
    return { kind: 'operator', id: actor.name, name: actor.name, ip: null };
  }
  const { person, ip } = actor;
  return { kind: 'staff', id: person.id, name: person.name, ip };
}

/** Whether an actor may give these roles, or change an account that has them; never one's own. */
export function mayManage(
  actor: StaffActor,
  account: { id: string | null; roles: readonly HeldRole[] },
): boolean {
  if (actor.kind === 'operator') return true;
  const { person } = actor;
  if (account.id === person.id) return false;
  return account.roles.every((wanted) =>
    person.roles.some(
      (held) =>
        isRightHeld('staff.manage', held, wanted.unit) &&
        (managedRoles[held.role] ?? []).includes(wanted.role),
    ),
  );
}
