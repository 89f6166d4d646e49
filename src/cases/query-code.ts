import { randomInt, timingSafeEqual } from 'node:crypto';
import type { Queryable, Tx } from '../database/database';

/** 查询码: letters and digits that nobody takes for one another, also by telephone. */
const ALPHABET = '23456789ABCDEFGHJKMNPQRSTUVWXYZ';
const LENGTH = 8;

/** Makes of a code what is kept of it; keyed, so that the table alone tells no code. */
export type DigestCode = (context: string, code: string) => Buffer;

/** @param blindIndex keyed by the process's secret */
export function createCodeDigest(
  blindIndex: (context: string, value: string) => string,
): DigestCode {
  return (caseId, code) => Buffer.from(blindIndex(`query-code:${caseId}`, code), 'base64url');
}

/**
 * Gives a case a new query code; the one before is good for nothing any more.
 * @returns the code, which is kept nowhere
 */
export async function issueQueryCode(tx: Tx, digest: DigestCode, caseId: string): Promise<string> {
  const code = Array.from({ length: LENGTH }, () => ALPHABET[randomInt(ALPHABET.length)]).join('');
  await tx.query(`update cases set query_code_hash = $2 where id = $1`, [
    caseId,
    digest(caseId, code),
  ]);
  return code;
}

/**
 * The case that a number and a code lead to. A wrong number, a wrong code and a case without one take
 * the same statement and the same answer.
 * @param typed as people type it: small letters, spaces, full width
 * @returns the case's id, or null
 */
export async function findByQueryCode(
  db: Queryable,
  digest: DigestCode,
  number: string,
  typed: string,
): Promise<string | null> {
  const code = typed.normalize('NFKC').replace(/[\s-]/g, '').toUpperCase();
  const [row] = await db.query<{ id: string; query_code_hash: Buffer | null }>(
    `select id, query_code_hash from cases where number = $1`,
    [number],
  );
  const given = digest(row?.id ?? '', code);
  const kept = row?.query_code_hash ?? Buffer.alloc(given.length);
  return kept.length === given.length && timingSafeEqual(given, kept) ? (row?.id ?? null) : null;
}
