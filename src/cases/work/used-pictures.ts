import type { Queryable } from '../../database/database';

/** Whether a picture stands in an answer of a case: in one before its gates, or in one that was signed. */
export async function isPictureUsed(
  db: Queryable,
  caseId: string,
  sha256: string,
): Promise<boolean> {
  const rows = await db.query(
    `select from cases c join approvals a on a.id = c.approval_id
     where c.id = $1 and $2 = any(a.pictures)
     union all select from case_answers where case_id = $1 and $2 = any(pictures)`,
    [caseId, sha256],
  );
  return rows.length > 0;
}
