import type { RecordAudit } from '../../../audit/audit-row';
import type { ExportJobView } from '../../../cases/exports/export-store';
import type { Tx } from '../../../database/database';
import type { Logger } from '../../../platform/logger';
import type { Person } from '../../../staff/person';
import type { CaseDesk } from '../cases/case-desk';
import type { NamedContent } from '../unit-endpoints';

/** What exports stand on. */
export interface ExportDesk {
  desk: CaseDesk;
  recordAudit: RecordAudit;
  logger: Logger;
  /** Names of units and items, of the files that are live. */
  named: () => NamedContent;
}

/** Writes down that somebody asked for a file, or took it. */
export async function recordExport(
  { recordAudit, desk }: ExportDesk,
  tx: Tx,
  who: { person: Pick<Person, 'id' | 'name'>; ip: string | null },
  action: 'export.request' | 'export.download',
  { id, kind, format, title, done }: ExportJobView,
  request: unknown,
): Promise<void> {
  await recordAudit(tx, [
    {
      at: desk.ports.clock.now(),
      actor: { kind: 'staff', id: who.person.id, name: who.person.name, ip: who.ip },
      action,
      subject: { kind: 'export', id },
      after: { kind, format, title, request, rows: done },
    },
  ]);
}
