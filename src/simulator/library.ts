import { z } from 'zod';

/** What an account keeps with WeChat beside chats and menus: tags, articles, comments. */

const articlesSchema = z.array(z.record(z.string(), z.unknown()));
export type ArticleFields = z.infer<typeof articlesSchema>[number];

const draftSchema = z.object({
  mediaId: z.string(),
  articles: articlesSchema,
  /** Milliseconds since 1970, as all instants here. */
  updatedAt: z.number(),
});
export type Draft = z.infer<typeof draftSchema>;

const publicationSchema = z.object({
  publishId: z.string(),
  msgDataId: z.number(),
  articleId: z.string(),
  articles: articlesSchema,
  /** Indexes, from 0, of articles that the account deleted. */
  deleted: z.array(z.number()),
  /** Indexes of articles below which comments are closed. */
  closed: z.array(z.number()),
  updatedAt: z.number(),
});
export type Publication = z.infer<typeof publicationSchema>;

const commentSchema = z.object({
  id: z.number(),
  msgDataId: z.number(),
  index: z.number(),
  openid: z.string(),
  content: z.string(),
  at: z.number(),
  elected: z.boolean(),
  reply: z.object({ content: z.string(), at: z.number() }).nullable(),
});
export type ArticleComment = z.infer<typeof commentSchema>;

export const librarySchema = z.object({
  tags: z.array(z.object({ id: z.number(), name: z.string() })),
  drafts: z.array(draftSchema),
  publications: z.array(publicationSchema),
  comments: z.array(commentSchema),
});
export type Library = z.infer<typeof librarySchema>;

export const emptyLibrary = (): Library => ({
  tags: [],
  drafts: [],
  publications: [],
  comments: [],
});
