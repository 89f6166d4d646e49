import type { Tx } from '../database/database';

/** Who acts: a person of the staff or at the shell, or the citizen on the page. */
export interface DeliveryActor {
  kind: 'staff' | 'operator' | 'citizen';
  /** The staff's or the citizen's id, the operator's name on the machine. */
  id: string;
  /** What a person is called; null for a citizen. */
  name: string | null;
  /** Where the request came from; null where there was none. */
  ip: string | null;
}

/** One thing that somebody did with a delivery. */
export interface DeliveryAuditRow {
  at: Date;
  actor: DeliveryActor;
  action: 'delivery.resend' | 'delivery.tell_by_phone' | 'delivery.view';
  /** Whose case it is; null where the citizen acts. */
  unit: string | null;
  subject: { kind: 'delivery'; id: string };
  reason: string | null;
  before: Readonly<Record<string, unknown>>;
  after: Readonly<Record<string, unknown>>;
}

/** The record of who did what, written in the transaction of the change. */
export interface DeliveryAudit {
  record(tx: Tx, rows: readonly DeliveryAuditRow[]): Promise<void>;
}
