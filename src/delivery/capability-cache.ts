import type { Queryable } from '../database/database';
import { listCapabilities, type Capability } from './account-store';

/** What accounts may do, in memory, for decisions that cannot wait for a query. */
export interface CapabilityCache {
  /** Whether the account may use these calls; true while nothing else is known. */
  may(account: string, capability: Capability): boolean;
  /** Reads what all processes have found out. */
  refresh(): Promise<void>;
}

/** Empty until its first `refresh`. */
export function createCapabilityCache(db: Queryable): CapabilityCache {
  let known = new Map<string, boolean>();
  return {
    may: (account, capability) => known.get(`${account} ${capability}`) ?? true,
    async refresh() {
      const rows = await listCapabilities(db);
      known = new Map(rows.map((row) => [`${row.account} ${row.capability}`, row.granted]));
    },
  };
}
