import { z } from 'zod';
import type { CallOptions } from './transport';
import type { WechatApi } from './wechat-api';

/** Days in China, `2026-11-22`, both included; the last may be yesterday, known from about 08:00. */
export interface DataSpan {
  beginDate: string;
  endDate: string;
}

/** Rows of one report, asked for over `span`: 61500 bad date, 61501 span too long, 61503 not ready yet. */
export async function queryDatacube<Row>(
  api: WechatApi,
  report: string,
  { beginDate, endDate }: DataSpan,
  row: z.ZodType<Row>,
  options?: CallOptions,
): Promise<Row[]> {
  const response = z.object({ list: z.array(row).default([]) });
  const body = { begin_date: beginDate, end_date: endDate };
  const request = { path: `/datacube/${report}`, body, response };
  return (await api.call({ method: 'POST', ...request }, options)).list;
}

const userSummarySchema = z.object({
  ref_date: z.string(),
  /** How they came: 0 others, 1 search, 17 card, 30 scan, 57 article … */
  user_source: z.number(),
  new_user: z.number(),
  cancel_user: z.number(),
});
export type UserSummary = z.infer<typeof userSummarySchema>;

/**
 * 获取用户增减数据 (api_getusersummary): at most 7 days.
 * @throws WechatRefusedError (61500, 61501, 61503, 48001), WechatUnreachableError
 */
export async function getUserSummary(
  api: WechatApi,
  span: DataSpan,
  options?: CallOptions,
): Promise<UserSummary[]> {
  return queryDatacube(api, 'getusersummary', span, userSummarySchema, options);
}

const userCumulateSchema = z.object({
  ref_date: z.string(),
  user_source: z.number().optional(),
  cumulate_user: z.number(),
});
export type UserCumulate = z.infer<typeof userCumulateSchema>;

/**
 * 获取累计用户数据 (api_getusercumulate): at most 7 days.
 * @throws WechatRefusedError (61500, 61501, 61503, 48001), WechatUnreachableError
 */
export async function getUserCumulate(
  api: WechatApi,
  span: DataSpan,
  options?: CallOptions,
): Promise<UserCumulate[]> {
  return queryDatacube(api, 'getusercumulate', span, userCumulateSchema, options);
}

const interfaceSummarySchema = z.object({
  ref_date: z.string(),
  /** Hourly rows only: 0, 100 … 2300. */
  ref_hour: z.number().optional(),
  /** Pushes of messages to the account's server. */
  callback_count: z.number(),
  fail_count: z.number(),
  /** Milliseconds of all together. */
  total_time_cost: z.number(),
  max_time_cost: z.number(),
});
export type InterfaceSummary = z.infer<typeof interfaceSummarySchema>;

/**
 * 获取被动回复概要数据 (api_getinterfacesummary): at most 30 days.
 * @throws WechatRefusedError (61500, 61501, 61503, 48001), WechatUnreachableError
 */
export async function getInterfaceSummary(
  api: WechatApi,
  span: DataSpan,
  options?: CallOptions,
): Promise<InterfaceSummary[]> {
  return queryDatacube(api, 'getinterfacesummary', span, interfaceSummarySchema, options);
}

/**
 * 获取被动回复分布数据 (api_getinterfacesummaryhour): one day.
 * @throws WechatRefusedError (61500, 61501, 61503, 48001), WechatUnreachableError
 */
export async function getInterfaceSummaryHour(
  api: WechatApi,
  day: string,
  options?: CallOptions,
): Promise<InterfaceSummary[]> {
  const span = { beginDate: day, endDate: day };
  return queryDatacube(api, 'getinterfacesummaryhour', span, interfaceSummarySchema, options);
}
