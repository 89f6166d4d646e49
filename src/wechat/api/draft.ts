import { z } from 'zod';
import { newsSchema, type Article, type ArticlePage, type DraftArticle } from './article';
import { doneSchema } from './parse-answer';
import type { CallOptions } from './transport';
import type { WechatApi } from './wechat-api';

/**
 * 新增草稿 (api_draft_add).
 * @returns the media_id, which dies when the draft is published or sent
 * @throws WechatRefusedError (45003, 45002, 45004 lengths, 40007 cover, 45166 content), WechatUnreachableError
 */
export async function addDraft(
  api: WechatApi,
  articles: readonly DraftArticle[],
  options?: CallOptions,
): Promise<string> {
  const response = z.object({ media_id: z.string() });
  const request = { path: '/cgi-bin/draft/add', body: { articles }, response };
  return (await api.call({ method: 'POST', ...request }, options)).media_id;
}

/**
 * 获取草稿详情 (api_getdraft).
 * @throws WechatRefusedError (40007), WechatUnreachableError
 */
export async function getDraft(
  api: WechatApi,
  mediaId: string,
  options?: CallOptions,
): Promise<Article[]> {
  const request = { path: '/cgi-bin/draft/get', body: { media_id: mediaId }, response: newsSchema };
  return (await api.call({ method: 'POST', ...request }, options)).news_item;
}

/**
 * 更新草稿 (api_draft_update): replaces one article.
 * @param draft `index` from 0
 * @throws WechatRefusedError (40007, 40114 index, 45003), WechatUnreachableError
 */
export async function updateDraft(
  api: WechatApi,
  draft: { mediaId: string; index: number; article: DraftArticle },
  options?: CallOptions,
): Promise<void> {
  const body = { media_id: draft.mediaId, index: draft.index, articles: draft.article };
  const request = { path: '/cgi-bin/draft/update', body, response: doneSchema };
  await api.call({ method: 'POST', ...request }, options);
}

/**
 * 删除草稿 (api_draft_delete): there is no way back.
 * @throws WechatRefusedError (40007), WechatUnreachableError
 */
export async function deleteDraft(
  api: WechatApi,
  mediaId: string,
  options?: CallOptions,
): Promise<void> {
  const body = { media_id: mediaId };
  const request = { path: '/cgi-bin/draft/delete', body, response: doneSchema };
  await api.call({ method: 'POST', ...request }, options);
}

const draftsSchema = z.object({
  total_count: z.number(),
  item_count: z.number(),
  item: z
    .array(
      z.object({
        media_id: z.string(),
        content: newsSchema,
        /** Seconds since 1970. */
        update_time: z.number(),
      }),
    )
    .default([]),
});
export type DraftPage = z.infer<typeof draftsSchema>;

/**
 * 获取草稿列表 (api_draft_batchget).
 * @throws WechatRefusedError, WechatUnreachableError
 */
export async function batchGetDraft(
  api: WechatApi,
  page: ArticlePage,
  options?: CallOptions,
): Promise<DraftPage> {
  const request = { path: '/cgi-bin/draft/batchget', body: page, response: draftsSchema };
  return api.call({ method: 'POST', ...request }, options);
}

/**
 * 获取草稿的总数 (api_draft_count).
 * @throws WechatRefusedError, WechatUnreachableError
 */
export async function countDraft(api: WechatApi, options?: CallOptions): Promise<number> {
  const response = z.object({ total_count: z.number() });
  const request = { path: '/cgi-bin/draft/count', response };
  return (await api.call({ method: 'GET', ...request }, options)).total_count;
}
