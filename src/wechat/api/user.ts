import { z } from 'zod';
import { openidPageSchema, presentOpenidPage, type OpenidPage } from './openid-page';
import { doneSchema, idSchema } from './parse-answer';
import type { CallOptions } from './transport';
import type { WechatApi } from './wechat-api';

/** Names, pictures, sex and places are no longer given (since 2021-12-27). */
const userInfoSchema = z.object({
  /** 0: does not follow, and nothing but the openid is given. */
  subscribe: z.number(),
  openid: z.string(),
  /** Seconds since 1970, of the latest follow. */
  subscribe_time: z.number().optional(),
  /** Only where the account is bound to an Open Platform account. */
  unionid: z.string().optional(),
  /** What the account's staff called the user. */
  remark: z.string().optional(),
  groupid: z.number().optional(),
  tagid_list: z.array(z.number()).optional(),
  /** ADD_SCENE_SEARCH, ADD_SCENE_QR_CODE, ADD_SCENE_PROFILE_CARD … ADD_SCENE_OTHERS. */
  subscribe_scene: z.string().optional(),
  qr_scene: idSchema.optional(),
  qr_scene_str: z.string().optional(),
  language: z.string().optional(),
});
export type UserInfo = z.infer<typeof userInfoSchema>;

/** Names of places and languages were once given in it; WeChat still takes it. */
export type UserLanguage = 'zh_CN' | 'zh_TW' | 'en';

/**
 * 获取用户基本信息 (api_userinfo): whether the citizen follows, since when and how they came.
 * @throws WechatRefusedError (40003 openid of another account, 48001 not verified), WechatUnreachableError
 */
export async function getUserInfo(
  api: WechatApi,
  openid: string,
  options?: CallOptions & { lang?: UserLanguage },
): Promise<UserInfo> {
  const query = { openid, lang: options?.lang ?? 'zh_CN' };
  const request = { path: '/cgi-bin/user/info', query, response: userInfoSchema };
  return api.call({ method: 'GET', ...request }, options);
}

const batchSchema = z.object({ user_info_list: z.array(userInfoSchema) });

/**
 * 批量获取用户基本信息 (api_batchuserinfo).
 * @param openids at most 100 (40032)
 * @throws WechatRefusedError, WechatUnreachableError
 */
export async function batchUserInfo(
  api: WechatApi,
  openids: readonly string[],
  options?: CallOptions & { lang?: UserLanguage },
): Promise<UserInfo[]> {
  const lang = options?.lang ?? 'zh_CN';
  const body = { user_list: openids.map((openid) => ({ openid, lang })) };
  const request = { path: '/cgi-bin/user/info/batchget', body, response: batchSchema };
  return (await api.call({ method: 'POST', ...request }, options)).user_info_list;
}

/**
 * 获取关注用户列表 (api_getfans): 10 000 openids a page.
 * @param nextOpenid of the page before; '' for the first
 * @throws WechatRefusedError (48001 not verified), WechatUnreachableError
 */
export async function getFans(
  api: WechatApi,
  nextOpenid = '',
  options?: CallOptions,
): Promise<OpenidPage> {
  const query = nextOpenid === '' ? {} : { next_openid: nextOpenid };
  const request = { path: '/cgi-bin/user/get', query, response: openidPageSchema };
  return presentOpenidPage(await api.call({ method: 'GET', ...request }, options));
}

/**
 * 设置用户备注名 (api_updateremark).
 * @param remark under 30 characters
 * @throws WechatRefusedError (48001 not verified), WechatUnreachableError
 */
export async function updateRemark(
  api: WechatApi,
  openid: string,
  remark: string,
  options?: CallOptions,
): Promise<void> {
  const body = { openid, remark };
  const request = { path: '/cgi-bin/user/info/updateremark', body, response: doneSchema };
  await api.call({ method: 'POST', ...request }, options);
}
