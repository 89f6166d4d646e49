import { createHash } from 'node:crypto';
import type { Database, Tx } from '../../database/database';
import { isRetryable } from '../../database/database-errors';
import { AppError } from '../../platform/errors';

/** How long an answer is kept for the same key. */
const KEPT_MS = 24 * 60 * 60_000;

/** A write of one person under one `Idempotency-Key`. */
export interface OnceKey {
  staffId: string;
  key: string;
  /** Method, path, version and body: a key belongs to one request. */
  request: readonly unknown[];
  at: Date;
}

/**
 * Does a piece of work once for each key, in the transaction that remembers the key: a second request
 * with it waits for the first, and gets its answer. Work that fails leaves no trace, and may be tried again.
 * @param work returns what is to be answered, as JSON
 * @throws AppError unprocessable where the key was used for another request
 */
export async function runOnce(
  database: Database,
  once: OnceKey,
  work: (tx: Tx) => Promise<unknown>,
): Promise<{ body: unknown; replayed: boolean }> {
  const run = () => database.transaction((tx) => runIn(tx, once, work));
  try {
    return await run();
  } catch (error) {
    // Two cases that are merged into each other are locked in opposite order.
    if (isRetryable(error)) return run();
    throw error;
  }
}

async function runIn(
  tx: Tx,
  { staffId, key, request, at }: OnceKey,
  work: (tx: Tx) => Promise<unknown>,
): Promise<{ body: unknown; replayed: boolean }> {
  const hash = createHash('sha256').update(JSON.stringify(request)).digest();
  const before = new Date(at.getTime() - KEPT_MS);
  await tx.query('delete from console_requests where staff_id = $1 and at < $2', [staffId, before]);
  const taken = await tx.query(
    `insert into console_requests (staff_id, key, request_hash, at) values ($1, $2, $3, $4)
     on conflict on constraint console_requests_pkey do nothing returning key`,
    [staffId, key, hash, at],
  );
  if (taken.length === 0) return { body: await findAnswer(tx, staffId, key, hash), replayed: true };
  const body = await work(tx);
  await tx.query('update console_requests set response = $3 where staff_id = $1 and key = $2', [
    staffId,
    key,
    JSON.stringify(body),
  ]);
  return { body, replayed: false };
}

async function findAnswer(tx: Tx, staffId: string, key: string, hash: Buffer): Promise<unknown> {
  const [row] = await tx.query<{ request_hash: Buffer; response: unknown }>(
    'select request_hash, response from console_requests where staff_id = $1 and key = $2',
    [staffId, key],
  );
  if (!row?.request_hash.equals(hash)) {
    const fields = [{ name: 'Idempotency-Key', message: '这个键已经用在别的请求上。' }];
    throw new AppError('unprocessable', '请刷新页面后再办一次。', { fields });
  }
  return row.response;
}
