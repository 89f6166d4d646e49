import { z } from 'zod';
import type { DataSpan } from './datacube';
import type { CallOptions } from './transport';
import type { WechatApi } from './wechat-api';

/** The first day that WeChat has figures for. */
export const ARTICLE_DATA_SINCE = '2025-11-01';

export interface ArticleData<Row> {
  rows: Row[];
  /** Figures are not final yet. */
  delayed: boolean;
}

/** The pages show one object where the title speaks of several. */
function listOf<T extends z.ZodType>(
  item: T,
): z.ZodUnion<[z.ZodArray<T>, z.ZodPipe<T, z.ZodTransform<z.output<T>[], z.output<T>>>]> {
  return z.union([z.array(item), item.transform((one) => [one])]);
}

const sourcesSchema = z
  .array(z.object({ user_count: z.number(), scene_desc: z.string() }))
  .default([]);
/** `12003_3`: the third article of publication 12003. */
const articleKey = { ref_date: z.string(), msgid: z.string() };

const readSchema = z.object({
  ...articleKey,
  detail: listOf(z.object({ read_user: z.number(), read_user_source: sourcesSchema })),
});
export type ArticleRead = z.infer<typeof readSchema>;

const shareSchema = z.object({
  ...articleKey,
  detail: listOf(z.object({ share_user: z.number() })),
});
export type ArticleShare = z.infer<typeof shareSchema>;

const reactions = {
  read_user: z.number(),
  read_user_source: sourcesSchema,
  share_user: z.number(),
  /** 在看 (hearts). */
  zaikan_user: z.number(),
  /** 赞 (thumbs). */
  like_user: z.number(),
  comment_count: z.number(),
  collection_user: z.number(),
};

const summarySchema = z.object({
  ref_date: z.string(),
  detail: listOf(
    z.object({
      ...reactions,
      redirect_ori_page_user: z.number().optional(),
      send_page_count: z.number().optional(),
    }),
  ),
});
export type BizSummary = z.infer<typeof summarySchema>;

const totalSchema = z.object({
  ...articleKey,
  /** 0 told to the fans, 1 not. */
  publish_type: z.number(),
  title: z.string().optional(),
  content_url: z.string().optional(),
  detail_list: z.array(
    z.object({
      /** Figures from the day of publishing to this one. */
      stat_date: z.string(),
      ...reactions,
      /** 分 (hundredths of a yuan). */
      praise_money: z.number().optional(),
      read_subscribe_user: z.number().optional(),
      /** Rates from 0 to 1. */
      read_delivery_rate: z.number().optional(),
      read_finish_rate: z.number().optional(),
      /** Minutes. */
      read_avg_activetime: z.number().optional(),
      /** `position` 1 to 5: the fifth of the text where readers left. */
      read_jump_position: listOf(z.object({ position: z.number(), rate: z.number() })).optional(),
    }),
  ),
});
export type ArticleTotalDetail = z.infer<typeof totalSchema>;

async function query<Row>(
  api: WechatApi,
  report: string,
  { beginDate, endDate }: DataSpan,
  row: z.ZodType<Row>,
  options?: CallOptions,
): Promise<ArticleData<Row>> {
  const response = z.object({
    list: z.array(row).default([]),
    is_delay: z.boolean().default(false),
  });
  const body = { begin_date: beginDate, end_date: endDate };
  const request = { path: `/datacube/${report}`, body, response };
  const answer = await api.call({ method: 'POST', ...request }, options);
  return { rows: answer.list, delayed: answer.is_delay };
}

/**
 * 获取发表内容每日阅读数据 (api_getarticleread): every article that was read on the day.
 * @throws WechatRefusedError (61500, 61501, 61503, 48001), WechatUnreachableError
 */
export async function getArticleRead(
  api: WechatApi,
  day: string,
  options?: CallOptions,
): Promise<ArticleData<ArticleRead>> {
  return query(api, 'getarticleread', { beginDate: day, endDate: day }, readSchema, options);
}

/**
 * 获取发表内容每日分享数据 (api_getarticleshare): every article that was shared on the day.
 * @throws WechatRefusedError (61500, 61501, 61503, 48001), WechatUnreachableError
 */
export async function getArticleShare(
  api: WechatApi,
  day: string,
  options?: CallOptions,
): Promise<ArticleData<ArticleShare>> {
  return query(api, 'getarticleshare', { beginDate: day, endDate: day }, shareSchema, options);
}

/**
 * 获取发表内容概况总数据 (api_getbizsummary): all articles together, day by day; at most 30 days.
 * @throws WechatRefusedError (61500, 61501, 61503, 48001), WechatUnreachableError
 */
export async function getBizSummary(
  api: WechatApi,
  span: DataSpan,
  options?: CallOptions,
): Promise<ArticleData<BizSummary>> {
  return query(api, 'getbizsummary', span, summarySchema, options);
}

/**
 * 获取发表内容发表详细数据 (api_getarticletotaldetail): the articles published on the day, for 30 days after.
 * @throws WechatRefusedError (61500, 61501, 61503, 48001), WechatUnreachableError
 */
export async function getArticleTotalDetail(
  api: WechatApi,
  day: string,
  options?: CallOptions,
): Promise<ArticleData<ArticleTotalDetail>> {
  const span = { beginDate: day, endDate: day };
  return query(api, 'getarticletotaldetail', span, totalSchema, options);
}
