import { z } from 'zod';

/** What a person can do on the phone, as the page sends it. */
const spoken = z.string().max(2000);
const mediaId = z.string().min(1).max(200);
const placeSchema = z.object({
  latitude: z.number().min(-90).max(90),
  longitude: z.number().min(-180).max(180),
  label: z.string().max(200),
});

export const actionSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('text'), text: spoken.trim().min(1, '请先写点什么') }),
  /** A tap on an item of a msgmenu. */
  z.object({ kind: z.literal('say'), text: spoken.min(1), itemId: z.string().max(200) }),
  z.object({ kind: z.literal('image'), mediaId }),
  /** `recognition` null: WeChat recognised nothing. */
  z.object({
    kind: z.literal('voice'),
    recognition: spoken.nullable(),
    seconds: z.number().int().min(1).max(60),
  }),
  z.object({ kind: z.literal('location'), place: placeSchema }),
  z.object({ kind: z.literal('scan'), scene: z.string().trim().min(1, '请填写场景值').max(64) }),
  z.object({ kind: z.literal('follow') }),
  z.object({ kind: z.literal('unfollow') }),
  /** `path`: which button, then which of its sub-menu. The rest is what the button asks for. */
  z.object({
    kind: z.literal('menu'),
    path: z.array(z.number().int().min(0).max(4)).min(1).max(2),
    scanResult: z.string().max(1000).optional(),
    mediaIds: z.array(mediaId).max(9).optional(),
    place: placeSchema.optional(),
  }),
]);
export type Action = z.infer<typeof actionSchema>;
