/** Builds staff and audit: sign-in, accounts, deputies, and the record with its sealer. */
import { createChainKey, type ChainKey } from './audit/chain';
import { createDataKeys, type DataKeys } from './audit/data-keys';
import type { RecordAudit } from './audit/audit-row';
import { pruneAudit } from './audit/prune-audit';
import { createRecordAudit } from './audit/record-audit';
import { sealAudit } from './audit/seal-audit';
import type { Database } from './database/database';
import type { Clock } from './platform/clock';
import { createBlindIndex } from './privacy/blind-index';
import { createSealer } from './privacy/sealer';
import { createPasswordHasher, type ScryptCost } from './staff/password-hasher';
import type { StaffPolicy } from './staff/schema';
import { removeOldSessions } from './staff/session-store';
import { removeOldTries } from './staff/sign-in-tries';
import type { StaffParts } from './staff/staff-parts';

const DAY_MS = 24 * 60 * 60_000;
/** How long ended sessions are listed. */
const SESSIONS_KEPT_DAYS = 30;

export interface StaffSettings {
  database: Database;
  clock: Clock;
  secretKey: string;
  /** The rules of the live files. */
  policy(): StaffPolicy;
  /** Passwords need not be changed, and no second factor is asked for. */
  trial: boolean;
  /** Of new passwords; the default where absent. */
  scryptCost?: ScryptCost;
}

export interface StaffComposition {
  /** What the use cases of `staff/` take. */
  parts: StaffParts;
  recordAudit: RecordAudit;
  /** Citizens' own keys: what events of cases seal personal values with. */
  dataKeys: DataKeys;
  chainKeys: readonly ChainKey[];
  jobs: {
    /** Chains what is committed. */
    sealAudit(): Promise<number>;
    /** Takes away entries of the record whose time is over. */
    pruneAudit(): Promise<number>;
    /** Removes sessions and counted tries whose time is over. */
    tidyStaff(): Promise<void>;
  };
}

/** Nothing runs before its jobs are called. */
export function composeStaff(settings: StaffSettings): StaffComposition {
  const { database, clock, secretKey } = settings;
  const sealer = createSealer(secretKey);
  const dataKeys = createDataKeys(sealer);
  const recordAudit = createRecordAudit(dataKeys);
  const chainKey = createChainKey(secretKey);
  const chainKeys = [chainKey];
  const policy = (): StaffPolicy =>
    settings.trial ? forTrial(settings.policy()) : settings.policy();
  return {
    parts: {
      database,
      clock,
      recordAudit,
      sealer,
      blindIndex: createBlindIndex(secretKey),
      hasher: createPasswordHasher(settings.scryptCost),
      policy,
    },
    recordAudit,
    dataKeys,
    chainKeys,
    jobs: {
      sealAudit: () => sealAudit(database, chainKey, clock),
      pruneAudit: () =>
        pruneAudit(database, {
          keys: chainKeys,
          recordAudit,
          now: clock.now(),
          retentionDays: policy().auditDays,
        }),
      tidyStaff: () => tidyStaff(database, clock.now()),
    },
  };
}

async function tidyStaff(database: Database, now: Date): Promise<void> {
  await removeOldTries(database, now);
  await removeOldSessions(database, new Date(now.getTime() - SESSIONS_KEPT_DAYS * DAY_MS));
}

function forTrial(policy: StaffPolicy): StaffPolicy {
  return { ...policy, totpRoles: [], keepTemporaryPasswords: true };
}
