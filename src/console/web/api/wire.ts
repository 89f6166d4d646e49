import type { z } from 'zod';

/** What an answer of a schema looks like on the wire: instants are text in ISO 8601. */
export type Wire<Schema extends z.ZodType> = z.input<Schema>;
