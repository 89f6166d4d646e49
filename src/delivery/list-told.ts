import type { Queryable } from '../database/database';

/** An answer that went by an account. */
export interface ToldAnswer {
  caseId: string;
  /** When it was signed. */
  at: Date;
  /** 微信已接收, 已在网页查看 or 已电话告知. */
  told: boolean;
}

/** Whether the answers of these cases have reached their citizens. */
export async function listTold(db: Queryable, caseIds: readonly string[]): Promise<ToldAnswer[]> {
  return db.query<ToldAnswer>(
    `select case_id as "caseId", created_at as at,
       (state = 'accepted' or viewed_at is not null or told_by_phone_at is not null) as told
     from outbox where case_id = any($1::uuid[]) and kind = 'answer'`,
    [caseIds],
  );
}
