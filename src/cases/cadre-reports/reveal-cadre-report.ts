import type { Database } from '../../database/database';
import { AppError } from '../../platform/errors';
import type { Sealer } from '../../privacy/sealer';
import { wantReason } from '../reveal/grants';
import {
  auditRowOf,
  findOriginal,
  wantReceiver,
  type CadreReportPorts,
  type Receiver,
  type ReceiverScope,
} from './list-cadre-reports';

/**
 * Shows one report as its citizen wrote it, for a reason, once; each showing stays on record.
 * @returns the fields that are masked elsewhere, by name: `content`, `recognition` …
 * @throws AppError not_found for everybody but the receiver, and for what is no such report;
 *   bad_request without a reason of five characters
 */
export async function revealCadreReport(
  db: Database,
  ports: CadreReportPorts & { sealer: Sealer },
  scope: ReceiverScope,
  reader: Receiver,
  { id, reason }: { id: string; reason: string },
): Promise<Record<string, unknown>> {
  wantReceiver(scope);
  const words = wantReason(reason);
  return db.transaction(async (tx) => {
    const found = await findOriginal(tx, scope, id);
    if (!found) throw new AppError('not_found', '没有这条消息。');
    const opened = ports.sealer.open(found.original, `message:${found.account}:${id}`);
    const subject = { kind: 'message', id };
    await ports.recordAudit(tx, [
      auditRowOf(ports, reader, { action: 'cadre_report.reveal', reason: words, subject }),
    ]);
    return JSON.parse(opened) as Record<string, unknown>;
  });
}
