import type { RowScope } from '../../database/with-scope';
import { AppError } from '../../platform/errors';
import { auditScopeOf, can, scopeOf, type Person, type Scope } from '../../staff/person';
import type { Right } from '../../staff/rights';
import type { SignedIn } from '../../staff/sign-in';

/** Where a request comes from. */
export interface Origin {
  requestId: string;
  ip: string | null;
  /** What the browser calls itself. */
  device: string | null;
}

/** The person behind a request, as the session says at this moment. */
export interface Caller {
  signedIn: SignedIn;
  person: Person;
  /** What the person may see of cases. */
  scope: Scope;
  /** Codes of all units there are. */
  units: readonly string[];
}

/** @param units codes of all units there are */
export function createCaller(signedIn: SignedIn, units: readonly string[]): Caller {
  const { person } = signedIn;
  return { signedIn, person, scope: scopeOf(person, units), units };
}

/** What the second wall lets through for a caller. */
export function rowScopeOf({ person, scope, units }: Caller): RowScope {
  const { units: readable, restrictedUnits, receivesCadreReports: cadreReports } = scope;
  return { units: readable, restrictedUnits, cadreReports, audit: auditScopeOf(person, units) };
}

/** Whether a person has a right anywhere: in a unit, or in what belongs to none. */
export function hasRightSomewhere({ person, units }: Caller, right: Right): boolean {
  return can(person, right, null) || units.some((unit) => can(person, right, unit));
}

/** The units in which a person has a right. */
export function unitsWith({ person, units }: Caller, right: Right): string[] {
  return units.filter((unit) => can(person, right, unit));
}

/**
 * Holds a unit that a request names against a right; a unit that there is not gets the same answer.
 * @throws AppError not_found
 */
export function wantUnit(caller: Caller, right: Right, unit: string): void {
  if (!unitsWith(caller, right).includes(unit)) {
    throw new AppError('not_found', '没有这个单位，或您在这个单位没有这项权限。');
  }
}
