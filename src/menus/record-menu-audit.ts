import type { AuditActor, RecordAudit } from '../audit/audit-row';
import type { MenuAudit, MenuAuditRow } from './menu-desk';

/** Writes what is done to menus into the audit record. @param actor who does everything at this desk */
export function createMenuAudit(record: RecordAudit, actor: AuditActor): MenuAudit {
  return {
    record: (tx, rows) =>
      record(
        tx,
        rows.map((row) => ({
          at: row.at,
          actor: { ...actor, name: actor.name ?? row.actor },
          action: `menu.${row.action}`,
          outcome: isRefused(row) ? 'refused' : 'done',
          unit: row.unit,
          subject: { kind: 'menu', id: `${row.unit}/${row.version}` },
          reason: row.detail,
          after: { version: row.version, state: row.state },
        })),
      ),
  };
}

/** Nothing was changed on WeChat. */
function isRefused({ state }: MenuAuditRow): boolean {
  return state === 'failed';
}
