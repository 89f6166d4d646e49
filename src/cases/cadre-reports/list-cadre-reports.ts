/** Reports against cadres or against a unit: they open no case, and one person of the district reads them. */
import type { AuditRow, RecordAudit } from '../../audit/audit-row';
import type { Database, Queryable } from '../../database/database';
import type { Clock } from '../../platform/clock';
import { AppError } from '../../platform/errors';

/** Who reads; for everybody but the one receiver there is nothing here. */
export interface ReceiverScope {
  readonly receivesCadreReports: boolean;
}

/** The member of staff who reads. */
export interface Receiver {
  id: string;
  name: string;
  ip: string | null;
}

export interface CadreReportPorts {
  clock: Clock;
  recordAudit: RecordAudit;
}

/** What a citizen had sent before they were given 12388, and what followed it. */
export interface CadreReport {
  id: string;
  /** Which account it came in on; nothing tells it to the unit of that account. */
  account: string;
  kind: string;
  sentAt: Date;
  /** With personal data masked; null once it is erased. */
  text: string | null;
  /** Something is masked, and can be shown in full for a reason. */
  hasOriginal: boolean;
}

/** `routing` answered with 12388 and opened no case. */
const IS_REPORT = `m.responder = 'handover' and m.case_id is null`;

/**
 * A page of them, the newest first; that it was read stays on record.
 * @param page.before id of the last one of the page before
 * @throws AppError not_found for everybody but the receiver
 */
export async function listCadreReports(
  db: Database,
  ports: CadreReportPorts,
  scope: ReceiverScope,
  reader: Receiver,
  page: { limit: number; before?: string },
): Promise<CadreReport[]> {
  wantReceiver(scope);
  return db.transaction(async (tx) => {
    const found = await tx.query<CadreReport>(
      `select m.id, m.account, m.kind, m.sent_at as "sentAt", m.text,
         m.original is not null as "hasOriginal"
       from messages m where $1 and ${IS_REPORT} and ($2::uuid is null or m.id < $2)
       order by m.id desc limit $3`,
      [scope.receivesCadreReports, page.before ?? null, page.limit],
    );
    await ports.recordAudit(tx, [
      auditRowOf(ports, reader, {
        action: 'cadre_report.read',
        after: { shown: found.length, first: found[0]?.id ?? null, last: found.at(-1)?.id ?? null },
      }),
    ]);
    return found;
  });
}

/** Whether a message is one of them, or was sent after one and is kept with it; never for anybody but the receiver. */
export async function isCadreReport(
  db: Queryable,
  scope: ReceiverScope,
  account: string,
  id: string,
): Promise<boolean> {
  if (!scope.receivesCadreReports) return false;
  const found = await db.query(
    `select from messages m where m.account = $1 and m.id = $2 and ${IS_REPORT}`,
    [account, id],
  );
  return found.length > 0;
}

/** The sealed original of one; null where it is none, is absent, or nothing of it is masked. */
export async function findOriginal(
  db: Queryable,
  scope: ReceiverScope,
  id: string,
): Promise<{ account: string; original: Buffer } | null> {
  const [found] = await db.query<{ account: string; original: Buffer }>(
    `select m.account, m.original from messages m
     where $1 and m.id = $2 and ${IS_REPORT} and m.original is not null`,
    [scope.receivesCadreReports, id],
  );
  return found ?? null;
}

/** @throws AppError not_found, as for a path that there is not */
export function wantReceiver({ receivesCadreReports }: ReceiverScope): void {
  if (!receivesCadreReports) throw new AppError('not_found', '没有这个接口。');
}

/** How a reading stands in the record: the district's, and of no unit. */
export function auditRowOf(
  { clock }: CadreReportPorts,
  { id, name, ip }: Receiver,
  what: Pick<AuditRow, 'action' | 'after' | 'reason' | 'subject'>,
): AuditRow {
  return { at: clock.now(), actor: { kind: 'staff', id, name, ip }, unit: null, ...what };
}
