import type { RecordAudit } from '../../audit/audit-row';
import type { Database, Queryable, Tx } from '../../database/database';
import type { Clock } from '../../platform/clock';
import { AppError } from '../../platform/errors';
import type { Sealer } from '../../privacy/sealer';
import { scopeCondition, scopeParameters, type Scope } from '../scope';
import { findGrant, giveGrant, wantReason } from './grants';

/** What a person may see of cases, and in which units numbers in full. */
export interface RevealScope extends Scope {
  readonly revealUnits: readonly string[];
}

/** The member of staff who asks. */
export interface RevealActor {
  id: string;
  name: string;
  ip: string | null;
}

export interface RevealPorts {
  recordAudit: RecordAudit;
  sealer: Sealer;
  clock: Clock;
}

/** A message as the citizen wrote it. */
export interface Revealed {
  /** The fields that are masked elsewhere, by name: `content`, `recognition`, `fields` … */
  fields: Record<string, unknown>;
  /** Until when `readRevealed` gives it again without a reason. */
  expiresAt: Date;
}

/**
 * Shows a message of a case in full, for a reason, and opens it to this person for 15 minutes. That
 * it was shown stays on record, with the reason and from where.
 * @throws AppError bad_request without a reason of five characters; not_found for a message out of
 *   scope; forbidden without the right; conflict where nothing is masked or the original is erased
 */
export async function revealPersonalData(
  database: Database,
  ports: RevealPorts,
  scope: RevealScope,
  actor: RevealActor,
  { messageId, reason }: { messageId: string; reason: string },
): Promise<Revealed> {
  const words = wantReason(reason);
  const at = ports.clock.now();
  return database.transaction(async (tx) => {
    const found = await getMessage(tx, scope, messageId);
    const fields = openOriginal(ports.sealer, found);
    const grant = { messageId, caseId: found.caseId, reason: words, at };
    const expiresAt = await giveGrant(tx, actor.id, grant);
    const { recordAudit } = ports;
    await record(tx, recordAudit, at, actor, found, {
      action: 'personal_data.reveal',
      reason: words,
    });
    return { fields, expiresAt };
  });
}

/**
 * The same message again, while the 15 minutes last. Each reading is on record.
 * @returns null where they are over, or never began
 * @throws AppError as `revealPersonalData`
 */
export async function readRevealed(
  database: Database,
  ports: RevealPorts,
  scope: RevealScope,
  actor: RevealActor,
  messageId: string,
): Promise<Revealed | null> {
  const at = ports.clock.now();
  return database.transaction(async (tx) => {
    const found = await getMessage(tx, scope, messageId);
    const expiresAt = await findGrant(tx, actor.id, { messageId, caseId: found.caseId, at });
    if (!expiresAt) return null;
    const fields = openOriginal(ports.sealer, found);
    await record(tx, ports.recordAudit, at, actor, found, { action: 'personal_data.read' });
    return { fields, expiresAt };
  });
}

interface FoundMessage {
  id: string;
  account: string;
  original: Buffer | null;
  caseId: string;
  unit: string;
  restricted: boolean;
  may: boolean;
}

async function getMessage(
  db: Queryable,
  scope: RevealScope,
  messageId: string,
): Promise<FoundMessage> {
  const [found] = await db.query<FoundMessage>(
    `select m.id, m.account, m.original, c.id as "caseId", c.owner_unit as unit, c.restricted,
       c.owner_unit = any($4::text[]) as may
     from messages m join cases c on c.id = m.case_id
     where m.id = $1 and ${scopeCondition(2)}`,
    [messageId, ...scopeParameters(scope), scope.revealUnits],
  );
  if (!found) throw new AppError('not_found', '没有这条消息。');
  if (!found.may) throw new AppError('forbidden', '您不能查看完整的个人信息。');
  return found;
}

function openOriginal(sealer: Sealer, { id, account, original }: FoundMessage) {
  if (!original) throw new AppError('conflict', '这条消息里没有遮盖的内容，或者已按规定删除。');
  return JSON.parse(sealer.open(original, `message:${account}:${id}`)) as Record<string, unknown>;
}

async function record(
  tx: Tx,
  recordAudit: RecordAudit,
  at: Date,
  { id, name, ip }: RevealActor,
  { id: messageId, caseId, unit, restricted }: FoundMessage,
  { action, reason = null }: { action: string; reason?: string | null },
): Promise<void> {
  await recordAudit(tx, [
    {
      at,
      actor: { kind: 'staff', id, name, ip },
      action,
      unit,
      restricted,
      subject: { kind: 'message', id: messageId },
      reason,
      after: { case: caseId },
    },
  ]);
}
