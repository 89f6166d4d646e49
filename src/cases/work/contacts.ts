import type { Queryable, Tx } from '../../database/database';
import { AppError } from '../../platform/errors';
import { createId } from '../../platform/ids';

/** How staff spoke with a citizen. */
export const contactMethods = { telephone: '电话', wechat: '微信', visit: '上门或来访' } as const;
export type ContactMethod = keyof typeof contactMethods;

/** One contact, or one try (联系记录). */
export interface NewContact {
  caseId: string;
  round: number;
  at: Date;
  method: ContactMethod;
  /** False: nobody was reached; three dated tries stand for a contact. */
  reached: boolean;
  result: string;
  recordedBy: string;
  recordedAt: Date;
}

/** Writes a contact down. @throws AppError bad_request for one that lies in the future or says nothing */
export async function insertContact(tx: Tx, contact: NewContact): Promise<void> {
  if (contact.at > contact.recordedAt) {
    throw new AppError('bad_request', '联系时间不能晚于现在。');
  }
  if (!contact.result.trim()) throw new AppError('bad_request', '请写明联系结果。');
  await tx.query(
    `insert into case_contacts (case_id, id, round, at, method, reached, result, recorded_by, recorded_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [
      ...[contact.caseId, createId(contact.recordedAt), contact.round, contact.at, contact.method],
      ...[contact.reached, contact.result.trim(), contact.recordedBy, contact.recordedAt],
    ],
  );
}

/** What the contacts of a round amount to. */
export interface ContactSummary {
  reached: boolean;
  /** Tries at different times, reached or not. */
  attempts: number;
}

/** As many tries stand for a contact. */
export const ENOUGH_ATTEMPTS = 3;

/** The contacts of a case's round. */
export async function findContacts(
  db: Queryable,
  caseId: string,
  round: number,
): Promise<ContactSummary> {
  const [row] = await db.query<{ reached: boolean; attempts: number }>(
    `select coalesce(bool_or(reached), false) as reached, count(distinct at)::int as attempts
     from case_contacts where case_id = $1 and round = $2`,
    [caseId, round],
  );
  return row!;
}
