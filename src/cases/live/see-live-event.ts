import type { Scope } from '../scope';
import type { LiveEvent } from './live-store';

/** What one member of staff is told of an event: of a case, that one has left their sight, or of their notices. */
export type SeenEvent =
  | {
      kind: 'case';
      /** What happened: `opened`, `accept`, `note`, `delivery`, `presence` … */
      change: string;
      number: string;
      unit: string;
      state: string;
      version: number;
      handler: string | null;
    }
  | { kind: 'left'; number: string }
  | { kind: 'notice' };

/** Who looks on. */
export interface Onlooker {
  personId: string;
  scope: Scope;
}

/**
 * What somebody may know of an event; null: nothing, not even that it was. A case that went to another
 * unit is told to those whom it left, by its number alone, which they know.
 */
export function seeLiveEvent(event: LiveEvent, { personId, scope }: Onlooker): SeenEvent | null {
  if (event.person !== null) {
    return event.person === personId && event.kind === 'notice' ? { kind: 'notice' } : null;
  }
  if (event.case === null) return null;
  const { number, unit, state, version, handler, leftUnit, restricted } = event.case;
  if (isInScope(event.case, scope)) {
    return { kind: 'case', change: event.kind, number, unit, state, version, handler };
  }
  const left = leftUnit !== null && !restricted && scope.units.includes(leftUnit);
  return left ? { kind: 'left', number } : null;
}

/** As `scopeCondition` decides it in the database. */
function isInScope(
  { unit, coUnits, restricted }: NonNullable<LiveEvent['case']>,
  { units, restrictedUnits = [] }: Scope,
): boolean {
  if (restricted) return restrictedUnits.includes(unit);
  return units.includes(unit) || coUnits.some((one) => units.includes(one));
}
