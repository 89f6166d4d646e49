import type { Tx } from './database';

/** What a policy of row-level security may let through. */
export interface RowScope {
  readonly units: readonly string[];
  readonly restrictedUnits?: readonly string[];
}

/** Settings that policies read with `current_setting(name, true)`: JSON arrays of units' codes. */
export const SCOPE_SETTINGS = {
  units: 'zhijian.units',
  restrictedUnits: 'zhijian.restricted_units',
} as const;

/**
 * Tells the database for whom a transaction reads, for the second wall between units. The settings end
 * with the transaction, so that the next one on the same connection starts with none.
 */
export async function withScope(tx: Tx, scope: RowScope): Promise<void> {
  await tx.query('select set_config($1, $2, true), set_config($3, $4, true)', [
    SCOPE_SETTINGS.units,
    JSON.stringify(scope.units),
    SCOPE_SETTINGS.restrictedUnits,
    JSON.stringify(scope.restrictedUnits ?? []),
  ]);
}
