import type { Tx } from './database';
import { READER_ROLE } from './walls';

/** What the second wall may let through. */
export interface RowScope {
  readonly units: readonly string[];
  readonly restrictedUnits?: readonly string[];
  /** Reports against cadres may be read. */
  readonly cadreReports?: boolean;
  /** Whose record may be read; absent: nobody's. */
  readonly audit?: {
    readonly units: readonly string[];
    readonly restrictedUnits: readonly string[];
    /** The record that belongs to no unit. */
    readonly district: boolean;
  };
}

/**
 * Puts a transaction behind the second wall between units: from here on it reads what the scope allows,
 * whatever its statements ask for. Role and settings end with the transaction, so that the next one on
 * the same connection starts with none.
 */
export async function withScope(tx: Tx, scope: RowScope): Promise<void> {
  const { units, restrictedUnits = [], cadreReports = false, audit } = scope;
  await tx.query(
    `select set_config('role', $1, true), set_config('zhijian.units', $2, true),
       set_config('zhijian.restricted_units', $3, true), set_config('zhijian.audit_units', $4, true),
       set_config('zhijian.audit_restricted_units', $5, true),
       set_config('zhijian.audit_district', $6, true),
       set_config('zhijian.cadre_reports', $7, true)`,
    [
      READER_ROLE,
      ...[units, restrictedUnits, audit?.units ?? [], audit?.restrictedUnits ?? []].map((codes) =>
        JSON.stringify(codes),
      ),
      String(audit?.district ?? false),
      String(cadreReports),
    ],
    'enter the second wall',
  );
}
