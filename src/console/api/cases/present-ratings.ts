import { z } from 'zod';
import type { GivenRating } from '../../../cases/list-ratings';
import { ratingWords } from '../../../cases/life-cycle/actions';
import { instantSchema } from '../schemas';
import { presentActor } from './present-actor';

export const ratingsSchema = z
  .array(
    z.object({
      round: z.int(),
      rating: z.int(),
      label: z.string(),
      named: z.boolean(),
      text: z.string().nullable().describe('群众同意署名的才有；没有同意的，原话不给人看'),
      at: instantSchema,
      mistaken: z
        .object({ at: instantSchema, by: z.string(), reason: z.string() })
        .nullable()
        .describe('误评：谁认定的，为什么'),
    }),
  )
  .describe('每轮答复的评价，先评的在前');

/** @param names of staff, by id */
export function presentRatings(
  ratings: readonly GivenRating[],
  names: ReadonlyMap<string, string>,
): z.output<typeof ratingsSchema> {
  return ratings.map(({ mistaken, ...given }) => ({
    ...given,
    label: ratingWords[given.rating],
    mistaken: mistaken && { ...mistaken, by: presentActor(mistaken.by, names) },
  }));
}
