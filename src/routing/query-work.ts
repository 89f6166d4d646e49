import { z } from 'zod';
import { formStateSchema } from '../queries/form-state';

/**
 * What is kept of a message while a source is asked (`Decision` of kind `deferred`): sealed by the
 * callback, since it holds what the citizen filled in.
 */
export const queryWorkSchema = z.object({
  query: z.string(),
  fields: z.record(z.string(), z.string()),
  state: formStateSchema,
  /** "我听到的是…", with values hidden. */
  heard: z.string().nullable(),
  mention: z.string().nullable(),
});

export type QueryWork = z.infer<typeof queryWorkSchema>;
