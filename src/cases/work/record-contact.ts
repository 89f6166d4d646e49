import type { Transactions } from '../../database/join-transaction';
import { maskPersonalData } from '../../privacy/mask';
import type { CaseActor } from '../life-cycle/actions';
import type { Scope } from '../scope';
import { insertContact, type ContactMethod } from './contacts';
import { reachCase, recordWork, type WorkPorts } from './reach-case';

export interface RecordContact {
  number: string;
  at: Date;
  method: ContactMethod;
  /** False: nobody was reached; three dated tries stand for a contact. */
  reached: boolean;
  result: string;
}

/**
 * 联系记录: that somebody spoke with the citizen, or tried to; it counts for the round that the case is
 * in, and ends the call-back that a bad rating asks for. Numbers in its words are masked.
 * @throws AppError as `reachCase`; bad_request for one in the future or without a result
 */
export async function recordContact(
  db: Transactions,
  ports: WorkPorts,
  scope: Scope,
  actor: CaseActor,
  contact: RecordContact,
): Promise<void> {
  const { number, at, method, reached } = contact;
  await db.transaction(async (tx) => {
    const row = await reachCase(tx, scope, actor, number);
    await insertContact(tx, {
      caseId: row.id,
      round: row.round,
      at,
      method,
      reached,
      result: maskPersonalData(contact.result).masked,
      recordedBy: actor.id,
      recordedAt: ports.clock.now(),
    });
    if (reached && row.contact_due_at) {
      await tx.query(`update cases set contact_due_at = null where id = $1`, [row.id]);
    }
    await recordWork(tx, ports, row, actor, 'record_contact', { at, method, reached });
  });
}
