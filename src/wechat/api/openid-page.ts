import { z } from 'zod';

/** A page of openids as WeChat gives it; with an empty list the last page is over. */
export const openidPageSchema = z.object({
  total: z.number().optional(),
  count: z.number(),
  data: z.object({ openid: z.array(z.string()).default([]) }).optional(),
  next_openid: z.string().default(''),
});

export interface OpenidPage {
  /** All of the account; not given for the fans of a tag. */
  total: number | null;
  openids: string[];
  /** '' after the last page. */
  nextOpenid: string;
}

/** The page as callers take it, with an end that shows. */
export function presentOpenidPage(page: z.infer<typeof openidPageSchema>): OpenidPage {
  const openids = page.data?.openid ?? [];
  const nextOpenid = openids.length === 0 ? '' : page.next_openid;
  return { total: page.total ?? null, openids, nextOpenid };
}
