import type { Queryable } from '../database/database';

/** Whether the answer of a case has reached its citizen. */
export interface DeliveredAnswer {
  /** 微信已接收, 已在网页查看 or 已电话告知. */
  told: boolean;
  /** 未送出 or 不确定: nothing more happens by itself. */
  failed: boolean;
}

/** What became of a case's latest answer; one without an answer in the outbox was neither told nor failed. */
export async function findDelivered(db: Queryable, caseId: string): Promise<DeliveredAnswer> {
  const [row] = await db.query<DeliveredAnswer>(
    `select (state = 'accepted' or viewed_at is not null or told_by_phone_at is not null) as told,
       state in ('failed', 'uncertain') as failed
     from outbox where case_id = $1 and kind = 'answer'
     order by created_at desc, id desc limit 1`,
    [caseId],
  );
  return row ?? { told: false, failed: false };
}
