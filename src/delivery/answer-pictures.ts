import type { Queryable } from '../database/database';

/**
 * The pictures of a case's latest answer, by their names in the media store, in the order in which they
 * were attached; none for one without.
 */
export async function listAnswerPictures(db: Queryable, caseId: string): Promise<string[]> {
  const rows = await db.query<{ sha256: string }>(
    `select p.body ->> 'sha256' as sha256
     from (select account, id from outbox where case_id = $1 and kind = 'answer'
       order by created_at desc, id desc limit 1) o
     join outbox_parts p on p.account = o.account and p.outbox_id = o.id
     where p.body ->> 'kind' = 'picture' order by p.part`,
    [caseId],
  );
  return rows.map(({ sha256 }) => sha256);
}
