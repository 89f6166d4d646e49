import type { Tx } from '../database/database';

/** Who acts. A person at the shell is an `operator`; jobs are the `system`. */
export interface AuditActor {
  kind: 'staff' | 'operator' | 'system' | 'citizen';
  /** The staff's or the citizen's id, the operator's name on the machine; null for the system. */
  id: string | null;
  /** What a person is called, for who reads the record years later. Never a citizen's name. */
  name: string | null;
  /** Where the request came from; null where there was none. */
  ip: string | null;
}

export const SYSTEM: AuditActor = { kind: 'system', id: null, name: null, ip: null };

export interface CitizenRef {
  account: string;
  /** `citizens.id`, never an openid. */
  id: string;
}

/** One thing that somebody did, or was refused. Fields that are left out are null. */
export interface AuditRow {
  at: Date;
  actor: AuditActor;
  /** Room and verb: `staff.sign_in`, `case.accept`. */
  action: string;
  /** Default `done`. */
  outcome?: 'done' | 'refused';
  /** Whose matter it is; null: the district's or the system's own. */
  unit?: string | null;
  /** About a restricted matter: only named people read it. Default false. */
  restricted?: boolean;
  subject?: { kind: string; id: string };
  reason?: string | null;
  /** What changed, without personal data of citizens: numbers that look like it are masked. */
  before?: Readonly<Record<string, unknown>>;
  after?: Readonly<Record<string, unknown>>;
  /** Values of a citizen, which go with the citizen's erasure while the row stays. */
  personal?: { citizen: CitizenRef; values: Readonly<Record<string, unknown>> };
}

/** Writes rows into the transaction of the change that they tell of. */
export type RecordAudit = (tx: Tx, rows: readonly AuditRow[]) => Promise<void>;
