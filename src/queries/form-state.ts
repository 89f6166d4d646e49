import { z } from 'zod';

/**
 * A form under way, as it is kept (sealed) between two messages of a citizen. `values` hold what
 * was given, by field id, in the form in which sources are asked.
 */
export const formStateSchema = z.object({
  /** `yibao.claim` */
  query: z.string(),
  values: z.record(z.string(), z.string()),
  /** The field that is asked for; null when the query was answered with "nothing found" and may be corrected. */
  asked: z.string().nullable(),
  /** The field that was given last, for "错了". */
  last: z.string().nullable(),
  /** Messages in a row that answered nothing. */
  misses: z.number().int(),
});

export type FormState = z.infer<typeof formStateSchema>;

/** What a citizen said, as far as a form is concerned. */
export type Said =
  /** Typed or recognised; with the personal data that the log does not hold. */
  | { kind: 'words'; text: string }
  | { kind: 'location'; latitude: number; longitude: number }
  /** A picture, a voice without words …: its name in Chinese. */
  | { kind: 'unreadable'; what: string };
