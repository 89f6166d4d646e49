import { z } from 'zod';
import type { CallOptions } from './transport';
import type { WechatApi } from './wechat-api';

/** `type` text, img, voice, video; `content` a text or a media id. */
const replySchema = z.object({ type: z.string(), content: z.string().optional() });

const articleSchema = z.object({
  title: z.string(),
  author: z.string().optional(),
  digest: z.string().optional(),
  show_cover: z.number().optional(),
  cover_url: z.string().optional(),
  content_url: z.string().optional(),
  source_url: z.string().optional(),
});

const ruleSchema = z.object({
  rule_name: z.string(),
  /** Seconds since 1970. */
  create_time: z.number(),
  /** `reply_all` or `random_one`. */
  reply_mode: z.string(),
  keyword_list_info: z.array(
    z.object({
      type: z.string(),
      /** `contain` or `equal`. */
      match_mode: z.string(),
      content: z.string(),
    }),
  ),
  reply_list_info: z.array(
    replySchema.extend({ news_info: z.object({ list: z.array(articleSchema) }).optional() }),
  ),
});

const infoSchema = z.object({
  /** 1: someone who follows gets a reply. */
  is_add_friend_reply_open: z.number(),
  /** 1: messages get replies. */
  is_autoreply_open: z.number(),
  add_friend_autoreply_info: replySchema.optional(),
  message_default_autoreply_info: replySchema.optional(),
  keyword_autoreply_info: z.object({ list: z.array(ruleSchema).default([]) }).optional(),
});
export type AutoreplyInfo = z.infer<typeof infoSchema>;

/**
 * 获取自动回复规则 (api_getcurrentautoreplyinfo): the rules that were made on the website, for taking them over;
 * for every account, verified or not.
 * @throws WechatRefusedError, WechatUnreachableError
 */
export async function getCurrentAutoreplyInfo(
  api: WechatApi,
  options?: CallOptions,
): Promise<AutoreplyInfo> {
  const request = { path: '/cgi-bin/get_current_autoreply_info', response: infoSchema };
  return api.call({ method: 'GET', ...request }, options);
}
