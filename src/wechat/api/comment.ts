import { z } from 'zod';
import { doneSchema, idSchema } from './parse-answer';
import type { CallOptions } from './transport';
import type { WechatApi } from './wechat-api';

/** One article of a publication. */
export interface ArticleAddress {
  /** From publishing or mass sending; a 32-bit number. */
  msgDataId: string;
  /** From 0, among several articles. */
  index: number;
}

/** One comment below an article. */
export interface CommentAddress extends ArticleAddress {
  userCommentId: string;
}

async function act(
  api: WechatApi,
  name: string,
  { msgDataId, index, ...rest }: ArticleAddress & { userCommentId?: string },
  options: CallOptions | undefined,
  more: { content?: string } = {},
): Promise<void> {
  const body = {
    msg_data_id: Number(msgDataId),
    index,
    ...(rest.userCommentId !== undefined && { user_comment_id: Number(rest.userCommentId) }),
    ...more,
  };
  const request = { path: `/cgi-bin/comment/${name}`, body, response: doneSchema };
  await api.call({ method: 'POST', ...request }, options);
}

/**
 * 打开已群发文章评论 (comment/open).
 * @throws WechatRefusedError (88000 no right to comments, 88001 no such article), WechatUnreachableError
 */
export async function openComment(
  api: WechatApi,
  article: ArticleAddress,
  options?: CallOptions,
): Promise<void> {
  await act(api, 'open', article, options);
}

/**
 * 关闭已群发文章评论 (comment/close).
 * @throws WechatRefusedError (88000, 88001), WechatUnreachableError
 */
export async function closeComment(
  api: WechatApi,
  article: ArticleAddress,
  options?: CallOptions,
): Promise<void> {
  await act(api, 'close', article, options);
}

const commentsSchema = z.object({
  total: z.number(),
  comment: z
    .array(
      z.object({
        user_comment_id: idSchema,
        openid: z.string().optional(),
        /** Seconds since 1970. */
        create_time: z.number(),
        content: z.string(),
        /** 0 normal, 1 elected. */
        comment_type: z.number(),
        reply: z
          .object({ content: z.string().optional(), create_time: z.number().optional() })
          .optional(),
      }),
    )
    .default([]),
});
export type CommentPage = z.infer<typeof commentsSchema>;
export type Comment = CommentPage['comment'][number];

const TYPES = { all: 0, normal: 1, elected: 2 } as const;

/**
 * 查看指定文章的评论数据 (comment/list).
 * @param page `begin` from 0; `count` under 50
 * @throws WechatRefusedError (88000, 88001, 88010 count), WechatUnreachableError
 */
export async function listComment(
  api: WechatApi,
  article: ArticleAddress,
  page: { begin: number; count: number; type: keyof typeof TYPES },
  options?: CallOptions,
): Promise<CommentPage> {
  const body = {
    msg_data_id: Number(article.msgDataId),
    index: article.index,
    begin: page.begin,
    count: page.count,
    type: TYPES[page.type],
  };
  const request = { path: '/cgi-bin/comment/list', body, response: commentsSchema };
  return api.call({ method: 'POST', ...request }, options);
}

/**
 * 评论标记精选 (comment/markelect).
 * @throws WechatRefusedError (88003 too many, 88004 deleted by the user, 88008 no such comment), WechatUnreachableError
 */
export async function markElectComment(
  api: WechatApi,
  comment: CommentAddress,
  options?: CallOptions,
): Promise<void> {
  await act(api, 'markelect', comment, options);
}

/**
 * 评论取消精选 (comment/unmarkelect).
 * @throws WechatRefusedError (88004, 88008), WechatUnreachableError
 */
export async function unmarkElectComment(
  api: WechatApi,
  comment: CommentAddress,
  options?: CallOptions,
): Promise<void> {
  await act(api, 'unmarkelect', comment, options);
}

/**
 * 删除评论 (comment/delete).
 * @throws WechatRefusedError (88004, 88008), WechatUnreachableError
 */
export async function deleteComment(
  api: WechatApi,
  comment: CommentAddress,
  options?: CallOptions,
): Promise<void> {
  await act(api, 'delete', comment, options);
}

/**
 * 回复评论 (comment/reply/add).
 * @throws WechatRefusedError (88002 sensitive words, 88005 replied already, 88007 too long), WechatUnreachableError
 */
export async function replyComment(
  api: WechatApi,
  comment: CommentAddress,
  content: string,
  options?: CallOptions,
): Promise<void> {
  await act(api, 'reply/add', comment, options, { content });
}

/**
 * 删除回复 (comment/reply/delete).
 * @throws WechatRefusedError (88008), WechatUnreachableError
 */
export async function deleteCommentReply(
  api: WechatApi,
  comment: CommentAddress,
  options?: CallOptions,
): Promise<void> {
  await act(api, 'reply/delete', comment, options);
}
