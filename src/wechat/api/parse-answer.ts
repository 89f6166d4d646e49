import { z } from 'zod';

/** Ids of WeChat (menuid, msg_id …): it sends them as strings or numbers; here they are strings. */
export const idSchema = z.union([z.string(), z.number()]).transform(String);

/** The answer of a call that only says done. */
export const doneSchema = z.looseObject({});

const refusalSchema = z.looseObject({
  errcode: z.number().int(),
  errmsg: z.string().default(''),
});

/** What a JSON body says: refused (`errcode` other than 0) or the answer, whether or not it has `errcode`. */
export type Answer =
  | { kind: 'refused'; code: number; message: string }
  | { kind: 'answered'; body: unknown }
  | { kind: 'unreadable' };

/** Reads a body of WeChat's. It comes as `text/plain` too, so only the text decides. */
export function parseAnswer(text: string): Answer {
  let body: unknown;
  try {
    body = JSON.parse(quoteLongIntegers(text));
  } catch {
    return { kind: 'unreadable' };
  }
  if (typeof body !== 'object' || body === null) return { kind: 'unreadable' };
  const refusal = refusalSchema.safeParse(body);
  if (refusal.success && refusal.data.errcode !== 0) {
    return { kind: 'refused', code: refusal.data.errcode, message: refusal.data.errmsg };
  }
  return { kind: 'answered', body };
}

/** Integers beyond 2^53 would lose digits: they become strings, which `idSchema` takes. */
function quoteLongIntegers(json: string): string {
  return json.replace(/"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g, (token) =>
    /^-?\d{16,}$/.test(token) ? `"${token}"` : token,
  );
}
