import type { RecordAudit } from '../audit/audit-row';
import type { Database } from '../database/database';
import type { Clock } from '../platform/clock';
import type { Sealer } from '../privacy/sealer';
import type { PasswordHasher } from './password-hasher';
import type { StaffPolicy } from './schema';

/** What the use cases of this room stand on. */
export interface StaffParts {
  database: Database;
  clock: Clock;
  recordAudit: RecordAudit;
  /** Seals the secrets of second factors. */
  sealer: Sealer;
  /** Keyed digests of recovery codes, user names that were typed, and addresses. */
  blindIndex: (context: string, value: string) => string;
  hasher: PasswordHasher;
  policy(): StaffPolicy;
}
