import type { Queryable } from '../database/database';

/** A file that staff sent, as it was kept. @returns null where the account has none of that name */
export async function findSentFile(
  db: Queryable,
  account: string,
  sha256: string,
): Promise<{ contentType: string; bytes: number } | null> {
  const [kept] = await db.query<{ contentType: string; bytes: number }>(
    `select content_type as "contentType", bytes from media_uploads
     where account = $1 and sha256 = $2`,
    [account, sha256],
  );
  return kept ?? null;
}
