import { z } from 'zod';
import { queryDatacube, type DataSpan } from './datacube';
import type { CallOptions } from './transport';
import type { WechatApi } from './wechat-api';

const upstreamSchema = z.object({
  ref_date: z.string(),
  /** Hourly rows only: 0, 100 … 2300. */
  ref_hour: z.number().optional(),
  /** 1 text, 2 picture, 3 voice, 4 video, 6 app message. */
  msg_type: z.number(),
  /** Citizens who wrote. */
  msg_user: z.number(),
  /** Messages that they wrote. */
  msg_count: z.number(),
});
export type UpstreamMessages = z.infer<typeof upstreamSchema>;

const distributionSchema = z.object({
  ref_date: z.string(),
  /** Messages of one citizen: 0 none, 1 one to five, 2 six to ten, 3 more. */
  count_interval: z.number(),
  msg_user: z.number(),
});
export type UpstreamDistribution = z.infer<typeof distributionSchema>;

/**
 * 获取消息发送概况数据 (api_getupstreammsg): at most 7 days.
 * @throws WechatRefusedError (61500, 61501, 61503, 48001), WechatUnreachableError
 */
export async function getUpstreamMsg(
  api: WechatApi,
  span: DataSpan,
  options?: CallOptions,
): Promise<UpstreamMessages[]> {
  return queryDatacube(api, 'getupstreammsg', span, upstreamSchema, options);
}

/**
 * 获取消息发送分时数据 (api_getupstreammsghour): one day.
 * @throws WechatRefusedError (61500, 61501, 61503, 48001), WechatUnreachableError
 */
export async function getUpstreamMsgHour(
  api: WechatApi,
  day: string,
  options?: CallOptions,
): Promise<UpstreamMessages[]> {
  const span = { beginDate: day, endDate: day };
  return queryDatacube(api, 'getupstreammsghour', span, upstreamSchema, options);
}

/**
 * 获取消息发送周数据 (api_getupstreammsgweek): at most 30 days.
 * @throws WechatRefusedError (61500, 61501, 61503, 48001), WechatUnreachableError
 */
export async function getUpstreamMsgWeek(
  api: WechatApi,
  span: DataSpan,
  options?: CallOptions,
): Promise<UpstreamMessages[]> {
  return queryDatacube(api, 'getupstreammsgweek', span, upstreamSchema, options);
}

/**
 * 获取消息发送月数据 (api_getupstreammsgmonth): at most 30 days.
 * @throws WechatRefusedError (61500, 61501, 61503, 48001), WechatUnreachableError
 */
export async function getUpstreamMsgMonth(
  api: WechatApi,
  span: DataSpan,
  options?: CallOptions,
): Promise<UpstreamMessages[]> {
  return queryDatacube(api, 'getupstreammsgmonth', span, upstreamSchema, options);
}

/**
 * 获取消息发送分布数据 (api_getupstreammsgdist): at most 15 days.
 * @throws WechatRefusedError (61500, 61501, 61503, 48001), WechatUnreachableError
 */
export async function getUpstreamMsgDist(
  api: WechatApi,
  span: DataSpan,
  options?: CallOptions,
): Promise<UpstreamDistribution[]> {
  return queryDatacube(api, 'getupstreammsgdist', span, distributionSchema, options);
}

/**
 * 获取消息发送分布周数据 (api_getupstreammsgdistweek).
 * @throws WechatRefusedError (61500, 61501, 61503, 48001), WechatUnreachableError
 */
export async function getUpstreamMsgDistWeek(
  api: WechatApi,
  span: DataSpan,
  options?: CallOptions,
): Promise<UpstreamDistribution[]> {
  return queryDatacube(api, 'getupstreammsgdistweek', span, distributionSchema, options);
}

/**
 * 获取消息发送分布月数据 (api_getupstreammsgdistmonth).
 * @throws WechatRefusedError (61500, 61501, 61503, 48001), WechatUnreachableError
 */
export async function getUpstreamMsgDistMonth(
  api: WechatApi,
  span: DataSpan,
  options?: CallOptions,
): Promise<UpstreamDistribution[]> {
  return queryDatacube(api, 'getupstreammsgdistmonth', span, distributionSchema, options);
}
