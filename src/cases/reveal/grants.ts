import type { Tx } from '../../database/database';
import { AppError } from '../../platform/errors';

const MIN_REASON = 5;
const GRANT_MINUTES = 15;

/** What a grant opens: one message, or what a case itself keeps (then both ids are the case's). */
interface Opened {
  messageId: string;
  caseId: string;
  at: Date;
}

/** @throws AppError bad_request for a reason of fewer than five characters */
export function wantReason(reason: string): string {
  const words = reason.trim();
  if ([...words].length < MIN_REASON) {
    throw new AppError('bad_request', '请写明查看的原因，至少 5 个字。');
  }
  return words;
}

/** Opens something to a person for 15 minutes. @returns until when */
export async function giveGrant(
  tx: Tx,
  staffId: string,
  { messageId, caseId, reason, at }: Opened & { reason: string },
): Promise<Date> {
  const expiresAt = new Date(at.getTime() + GRANT_MINUTES * 60_000);
  await tx.query(
    `insert into personal_data_grants (staff_id, message_id, case_id, reason, given_at, expires_at)
     values ($1, $2, $3, $4, $5, $6)
     on conflict on constraint personal_data_grants_pkey do nothing`,
    [staffId, messageId, caseId, reason, at, expiresAt],
  );
  return expiresAt;
}

/** Until when something is open to a person; null where it is not. */
export async function findGrant(
  tx: Tx,
  staffId: string,
  { messageId, caseId, at }: Opened,
): Promise<Date | null> {
  const [grant] = await tx.query<{ expiresAt: Date }>(
    `select expires_at as "expiresAt" from personal_data_grants
     where staff_id = $1 and message_id = $2 and case_id = $3 and expires_at > $4
     order by given_at desc limit 1`,
    [staffId, messageId, caseId, at],
  );
  return grant?.expiresAt ?? null;
}
