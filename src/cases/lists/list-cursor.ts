import { hash } from 'node:crypto';
import { z } from 'zod';
import { AppError } from '../../platform/errors';

/** A place between two rows of a list, and which way to read on from it. */
export interface ListCursor {
  way: 'next' | 'previous';
  /** The sort key as PostgreSQL writes an instant. */
  key: string;
  id: string;
}

const cursorSchema = z.tuple([
  z.enum(['next', 'previous']),
  z
    .string()
    .regex(/^(?:infinity|\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(?:\.\d{1,6})?[+-]\d\d)$/)
    .refine((key) => key === 'infinity' || !Number.isNaN(Date.parse(key))),
  z.uuid(),
  z.string(),
]);

/**
 * A cursor for an address. It holds only what the reader has just seen; rights are looked at anew with
 * each page.
 * @param of what the list is of; a cursor fits that list alone
 */
export function writeCursor({ way, key, id }: ListCursor, of: unknown): string {
  return Buffer.from(JSON.stringify([way, key, id, digestOf(of)])).toString('base64url');
}

/** @throws AppError bad_request for a cursor that is none, or of a list with other conditions */
export function readCursor(cursor: string, of: unknown): ListCursor {
  const parsed = cursorSchema.safeParse(jsonOf(cursor));
  if (!parsed.success || parsed.data[3] !== digestOf(of)) {
    throw new AppError('bad_request', '页码已失效，请从第一页看起。');
  }
  const [way, key, id] = parsed.data;
  return { way, key, id };
}

function jsonOf(cursor: string): unknown {
  try {
    return JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
  } catch {
    return null;
  }
}

function digestOf(of: unknown): string {
  return hash('sha256', JSON.stringify(of), 'base64url').slice(0, 11);
}
