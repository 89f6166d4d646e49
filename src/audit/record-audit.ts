/** Audit: who did what, when, from where and why; only ever added to, and chained so that a change shows. */
import type { Tx } from '../database/database';
import { createId } from '../platform/ids';
import type { AuditRow, RecordAudit } from './audit-row';
import { keyOf, type DataKeys } from './data-keys';
import { maskValues } from './mask-values';

const COLUMNS = `id, at, actor_kind, actor_id, actor_name, unit, restricted, action, outcome,
  subject_kind, subject_id, ip, reason, before, after, citizen_account, citizen_id, personal`;

/** What personal values of an entry are sealed for. */
export function personalContextOf(entryId: string): string {
  return `audit/${entryId}`;
}

/**
 * The one way into the record. Rows enter the caller's transaction without a hash, so that no write
 * waits for another; the sealer chains them afterwards. Personal values are sealed under the
 * citizen's key; of a citizen who was erased they are left out.
 */
export function createRecordAudit(keys: DataKeys): RecordAudit {
  return async (tx, rows) => {
    if (rows.length === 0) return;
    const citizens = rows.flatMap(({ personal }) => (personal ? [personal.citizen] : []));
    const sealers = citizens.length > 0 ? await keys.obtain(tx, citizens, rows[0]!.at) : null;
    // Sorted, because ids of one millisecond are in no order and rows of one change are.
    const ids = rows.map(({ at }) => createId(at)).sort();
    const given = rows.map((row, index) => {
      const id = ids[index]!;
      const sealer = row.personal && sealers?.get(keyOf(row.personal.citizen));
      const personal = sealer?.seal(JSON.stringify(row.personal?.values), personalContextOf(id));
      return toColumns(id, row, personal);
    });
    await insert(tx, given);
  };
}

function toColumns(
  id: string,
  row: AuditRow,
  personal: Buffer | undefined,
): Record<string, unknown> {
  return {
    id,
    at: row.at,
    actor_kind: row.actor.kind,
    actor_id: row.actor.id,
    actor_name: row.actor.name,
    unit: row.unit ?? null,
    restricted: row.restricted ?? false,
    action: row.action,
    outcome: row.outcome ?? 'done',
    subject_kind: row.subject?.kind ?? null,
    subject_id: row.subject?.id ?? null,
    ip: row.actor.ip,
    reason: maskValues(row.reason ?? null),
    before: maskValues(row.before ?? null),
    after: maskValues(row.after ?? null),
    citizen_account: row.personal?.citizen.account ?? null,
    citizen_id: row.personal?.citizen.id ?? null,
    personal: personal ? `\\x${personal.toString('hex')}` : null,
  };
}

async function insert(tx: Tx, rows: readonly Record<string, unknown>[]): Promise<void> {
  await tx.query(
    `insert into audit_entries (${COLUMNS}, xact)
     select ${COLUMNS}, pg_current_xact_id()::text::bigint
     from json_populate_recordset(null::audit_entries, $1::json)`,
    [JSON.stringify(rows)],
    'audit.insert',
  );
}
