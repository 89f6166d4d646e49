import type { Database, Queryable, Tx } from '../../database/database';
import { caseNotFound } from '../life-cycle/case-row';
import { AppError } from '../../platform/errors';
import { scopeCondition, scopeParameters } from '../scope';
import { findGrant, giveGrant, wantReason } from './grants';
import type { RevealActor, RevealPorts, RevealScope } from './reveal-personal-data';

/** What a case itself keeps sealed. */
export interface RevealedCase {
  /** The citizen's telephone number; null where none was left. */
  telephone: string | null;
  /** What was said, of a case that was entered by hand and holds numbers; null for others. */
  statement: string | null;
  expiresAt: Date;
}

/**
 * Shows what a case keeps sealed, for a reason, and opens it to this person for 15 minutes; on record.
 * @throws AppError bad_request without a reason of five characters; not_found for a case out of scope;
 *   forbidden without the right; conflict where nothing is kept
 */
export async function revealCase(
  database: Database,
  ports: RevealPorts,
  scope: RevealScope,
  actor: RevealActor,
  { number, reason }: { number: string; reason: string },
): Promise<RevealedCase> {
  const words = wantReason(reason);
  const at = ports.clock.now();
  return database.transaction(async (tx) => {
    const found = await getSealed(tx, scope, number);
    const shown = open(ports, found);
    const grant = { messageId: found.id, caseId: found.id, reason: words, at };
    const expiresAt = await giveGrant(tx, actor.id, grant);
    await record(tx, ports, actor, found, { action: 'personal_data.reveal', reason: words, at });
    return { ...shown, expiresAt };
  });
}

/**
 * The same again while the 15 minutes last; each reading is on record.
 * @returns null where they are over, or never began
 * @throws AppError as `revealCase`
 */
export async function readRevealedCase(
  database: Database,
  ports: RevealPorts,
  scope: RevealScope,
  actor: RevealActor,
  number: string,
): Promise<RevealedCase | null> {
  const at = ports.clock.now();
  return database.transaction(async (tx) => {
    const found = await getSealed(tx, scope, number);
    const expiresAt = await findGrant(tx, actor.id, { messageId: found.id, caseId: found.id, at });
    if (!expiresAt) return null;
    const shown = open(ports, found);
    await record(tx, ports, actor, found, { action: 'personal_data.read', reason: null, at });
    return { ...shown, expiresAt };
  });
}

interface SealedCase {
  id: string;
  unit: string;
  restricted: boolean;
  contact: Buffer | null;
  statement: Buffer | null;
  may: boolean;
}

async function getSealed(db: Queryable, scope: RevealScope, number: string): Promise<SealedCase> {
  const [found] = await db.query<SealedCase>(
    `select c.id, c.owner_unit as unit, c.restricted, c.contact_sealed as contact,
       c.statement_sealed as statement, c.owner_unit = any($4::text[]) as may
     from cases c where c.number = $1 and ${scopeCondition(2)}`,
    [number, ...scopeParameters(scope), scope.revealUnits],
  );
  if (!found) throw caseNotFound(number);
  if (!found.may) throw new AppError('forbidden', '您不能查看完整的个人信息。');
  return found;
}

function open(
  { sealer }: RevealPorts,
  { id, contact, statement }: SealedCase,
): Omit<RevealedCase, 'expiresAt'> {
  if (!contact && !statement) {
    throw new AppError('conflict', '这件没有登记电话，也没有遮盖的内容。');
  }
  return {
    telephone: contact && sealer.open(contact, `case-contact:${id}`),
    statement: statement && sealer.open(statement, `case-statement:${id}`),
  };
}

async function record(
  tx: Tx,
  { recordAudit }: RevealPorts,
  { id: staffId, name, ip }: RevealActor,
  { id, unit, restricted, contact, statement }: SealedCase,
  { action, reason, at }: { action: string; reason: string | null; at: Date },
): Promise<void> {
  await recordAudit(tx, [
    {
      at,
      actor: { kind: 'staff', id: staffId, name, ip },
      ...{ action, unit, restricted, reason },
      subject: { kind: 'case', id },
      after: { telephone: contact !== null, statement: statement !== null },
    },
  ]);
}
