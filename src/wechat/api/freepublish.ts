import { z } from 'zod';
import { newsSchema, type Article, type ArticlePage } from './article';
import { doneSchema, idSchema } from './parse-answer';
import type { CallOptions } from './transport';
import type { WechatApi } from './wechat-api';

const submittedSchema = z.object({
  publish_id: idSchema,
  /** The comments' address of the articles. */
  msg_data_id: idSchema.optional(),
});
export type SubmittedPublication = z.infer<typeof submittedSchema>;

/**
 * 发布草稿 (api_freepublish_submit): without a push to the fans. This only submits it; the result comes as the
 * event PUBLISHJOBFINISH and from `freepublishGet`.
 * @throws WechatRefusedError (53503 failed the check, 53504, 53505 to be done on the website, 48001),
 * WechatUnreachableError
 */
export async function freepublishSubmit(
  api: WechatApi,
  mediaId: string,
  options?: CallOptions,
): Promise<SubmittedPublication> {
  const body = { media_id: mediaId };
  const request = { path: '/cgi-bin/freepublish/submit', body, response: submittedSchema };
  return api.call({ method: 'POST', ...request }, options);
}

const statusSchema = z.object({
  publish_id: idSchema,
  /**
   * 0 published, 1 being published, 2 not original, 3 failed, 4 refused by WeChat, 5 all deleted by the
   * account since, 6 all banned since.
   */
  publish_status: z.number(),
  article_id: z.string().optional(),
  article_detail: z
    .object({
      count: z.number(),
      item: z.array(z.object({ idx: z.number(), article_url: z.string() })).default([]),
    })
    .optional(),
  /** Numbers of the articles that failed, from 1. */
  fail_idx: z.array(z.number()).default([]),
});
export type PublicationStatus = z.infer<typeof statusSchema>;

/**
 * 发布状态查询 (api_freepublish_get).
 * @throws WechatRefusedError (40002, 48001), WechatUnreachableError
 */
export async function freepublishGet(
  api: WechatApi,
  publishId: string,
  options?: CallOptions,
): Promise<PublicationStatus> {
  const body = { publish_id: publishId };
  const request = { path: '/cgi-bin/freepublish/get', body, response: statusSchema };
  return api.call({ method: 'POST', ...request }, options);
}

/**
 * 删除发布文章 (api_freepublishdelete): there is no way back.
 * @param article `index` from 1; 0 deletes all
 * @throws WechatRefusedError (53600, 48001), WechatUnreachableError
 */
export async function freepublishDelete(
  api: WechatApi,
  article: { articleId: string; index: number },
  options?: CallOptions,
): Promise<void> {
  const body = { article_id: article.articleId, index: article.index };
  const request = { path: '/cgi-bin/freepublish/delete', body, response: doneSchema };
  await api.call({ method: 'POST', ...request }, options);
}

/**
 * 获取已发布图文信息 (api_freepublishgetarticle).
 * @throws WechatRefusedError (53600 no such article), WechatUnreachableError
 */
export async function freepublishGetArticle(
  api: WechatApi,
  articleId: string,
  options?: CallOptions,
): Promise<Article[]> {
  const body = { article_id: articleId };
  const request = { path: '/cgi-bin/freepublish/getarticle', body, response: newsSchema };
  return (await api.call({ method: 'POST', ...request }, options)).news_item;
}

const publishedSchema = z.object({
  total_count: z.number(),
  item_count: z.number(),
  item: z
    .array(
      z.object({
        article_id: z.string(),
        content: newsSchema,
        /** Seconds since 1970. */
        update_time: z.number(),
      }),
    )
    .default([]),
});
export type PublicationPage = z.infer<typeof publishedSchema>;

/**
 * 获取已发布的消息列表 (api_freepublish_batchget).
 * @throws WechatRefusedError (48001), WechatUnreachableError
 */
export async function freepublishBatchGet(
  api: WechatApi,
  page: ArticlePage,
  options?: CallOptions,
): Promise<PublicationPage> {
  const request = { path: '/cgi-bin/freepublish/batchget', body: page, response: publishedSchema };
  return api.call({ method: 'POST', ...request }, options);
}
