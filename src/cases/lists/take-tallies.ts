import type { Tx } from '../../database/database';

/** Keeps other processes from adding up the counts until the transaction ends. @returns false where one is at it */
export async function takeTallies(tx: Tx): Promise<boolean> {
  const [lock] = await tx.query<{ taken: boolean }>(
    `select pg_try_advisory_xact_lock(hashtextextended('case tallies', 0)) as taken`,
  );
  return lock!.taken;
}
