import type { dispatchSchema } from '../../../api/dispatch/dispatch-endpoint';
import type { dismissalsSchema } from '../../../api/dispatch/dismissal-endpoints';
import type { Wire } from '../../api/wire';

export type Dispatch = Wire<typeof dispatchSchema>;
export type DispatchCase = Dispatch['cases'][number];
export type Dismissals = Wire<typeof dismissalsSchema>;
export type SampledCase = Dismissals['cases'][number];

/** As many units have a key of their own. */
const KEYS = 9;

/** A unit with the key that assigns to it; null beyond the ninth. */
export interface KeyedUnit {
  code: string;
  key: string | null;
}

/** Units in the order of their keys: the one that an objection proposed, those that are suggested, then the rest. */
export function orderUnits(one: DispatchCase, units: readonly string[]): KeyedUnit[] {
  const proposed = one.objections.flatMap(({ proposedUnit }) => proposedUnit ?? []);
  const first = [...proposed.reverse(), ...one.suggestions.map(({ unit }) => unit)];
  const codes = [...new Set([...first, ...units])].filter((code) => units.includes(code));
  return codes.map((code, at) => ({ code, key: at < KEYS ? String(at + 1) : null }));
}
