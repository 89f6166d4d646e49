import { z } from 'zod';
import { readWireJson } from './wire-json';

/** Ids of WeChat (menuid, msg_id …): it sends them as strings or numbers; here they are strings. */
export const idSchema = z.union([z.string(), z.number()]).transform(String);

/** The answer of a call that only says done. */
export const doneSchema = z.object({});

/** A few calls give `errcode` as a string. */
const verdictSchema = z.object({
  errcode: z
    .union([
      z.number().int(),
      z
        .string()
        .regex(/^-?\d+$/)
        .transform(Number),
    ])
    .default(0),
  errmsg: z.string().default('').catch(''),
});

/** What a JSON body says: refused (`errcode` other than 0) or the answer, whether or not it has `errcode`. */
export type Answer =
  | { kind: 'refused'; code: number; message: string }
  | { kind: 'answered'; body: unknown }
  | { kind: 'unreadable' };

/**
 * Reads a body of WeChat's. It comes as `text/plain` too, so only the text decides. An `errcode` that is no
 * number is unreadable: it must not pass for success.
 */
export function parseAnswer(text: string): Answer {
  let body: unknown;
  try {
    body = readWireJson(text);
  } catch {
    return { kind: 'unreadable' };
  }
  if (Array.isArray(body)) return { kind: 'unreadable' };
  const verdict = verdictSchema.safeParse(body);
  if (!verdict.success) return { kind: 'unreadable' };
  const { errcode, errmsg } = verdict.data;
  return errcode === 0
    ? { kind: 'answered', body }
    : { kind: 'refused', code: errcode, message: errmsg };
}
