/** The one pending question that a citizen can have. */
import type { Queryable, Tx } from '../database/database';

export interface QuestionRow {
  account: string;
  citizen_id: string;
  question: unknown;
  asked_at: Date;
  expires_at: Date;
}

/** Sets questions; each replaces the one before. */
export async function setQuestions(tx: Tx, rows: readonly QuestionRow[]): Promise<void> {
  if (rows.length === 0) return;
  await tx.query(
    `insert into pending_questions (account, citizen_id, question, asked_at, expires_at)
     select account, citizen_id, question, asked_at, expires_at
     from json_populate_recordset(null::pending_questions, $1::json)
     order by account, citizen_id
     on conflict on constraint pending_questions_pkey do update set
       question = excluded.question, asked_at = excluded.asked_at, expires_at = excluded.expires_at,
       reminded_at = null`,
    [JSON.stringify(rows)],
    'questions.set',
  );
}

/** Without a name, so that it is planned for the table as it is now; see the message store. */
export async function clearQuestions(
  tx: Tx,
  rows: readonly { account: string; citizen_id: string }[],
): Promise<void> {
  if (rows.length === 0) return;
  await tx.query(
    `delete from pending_questions q
     using unnest($1::text[], $2::uuid[]) as r(account, citizen_id)
     where q.account = r.account and q.citizen_id = r.citizen_id`,
    [rows.map(({ account }) => account), rows.map((row) => row.citizen_id)],
  );
}

/** A form whose citizen has said nothing for a while. */
export interface SilentForm {
  account: string;
  citizenId: string;
  /** As it is kept: sealed. */
  question: { kind: 'form'; sealed: string };
  expiresAt: Date;
}

/**
 * Takes forms that were asked before `askedBefore` and are still open, each once. The table holds
 * open questions alone, a few hundred at most: it is read through.
 */
export async function claimSilentForms(
  tx: Tx,
  { askedBefore, now, limit }: { askedBefore: Date; now: Date; limit: number },
): Promise<SilentForm[]> {
  return tx.query<SilentForm>(
    `update pending_questions q set reminded_at = $2
     from (
       select account, citizen_id from pending_questions
       where question ->> 'kind' = 'form' and asked_at < $1 and expires_at > $2
         and reminded_at is null
       order by account, citizen_id for update skip locked limit $3) s
     where q.account = s.account and q.citizen_id = s.citizen_id
     returning q.account, q.citizen_id as "citizenId", q.question, q.expires_at as "expiresAt"`,
    [askedBefore, now, limit],
  );
}

/** Questions whose time is over: nobody can answer them any more. */
export async function removeExpiredQuestions(db: Queryable, now: Date): Promise<void> {
  await db.query(`delete from pending_questions where expires_at < $1`, [now]);
}
