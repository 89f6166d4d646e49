/** The one pending question that a citizen can have. */
import type { Tx } from '../database/database';

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
       question = excluded.question, asked_at = excluded.asked_at, expires_at = excluded.expires_at`,
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
