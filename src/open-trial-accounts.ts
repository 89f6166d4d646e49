import { composeStaff } from './compose-staff';
import type { ContentSet } from './content/load-content';
import type { Database } from './database/database';
import { systemClock } from './platform/clock';
import { openTrialStaff, type TrialAccount } from './staff/trial-staff';

/** A tenth of a second for all of them: there is nothing to protect yet. */
const TRIAL_SCRYPT_COST = { logN: 12, r: 8, p: 1 };

/** Accounts to try the console with. @returns those opened just now; none where there were accounts already */
export function openTrialAccounts(parts: {
  database: Database;
  content: ContentSet;
  secretKey: string;
}): Promise<TrialAccount[]> {
  const { content } = parts;
  const { parts: staff } = composeStaff({
    ...parts,
    clock: systemClock,
    policy: () => content.staff,
    trial: true,
    scryptCost: TRIAL_SCRYPT_COST,
  });
  return openTrialStaff(staff, [...content.routing.units.values()]);
}
