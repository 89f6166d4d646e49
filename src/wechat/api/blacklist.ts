import { openidPageSchema, presentOpenidPage, type OpenidPage } from './openid-page';
import { doneSchema } from './parse-answer';
import type { CallOptions } from './transport';
import type { WechatApi } from './wechat-api';

/**
 * 获取公众号的黑名单列表 (api_getblacklist): 10 000 openids a page.
 * @param beginOpenid of the page before; '' for the first
 * @throws WechatRefusedError (48001 not verified), WechatUnreachableError
 */
export async function getBlacklist(
  api: WechatApi,
  beginOpenid = '',
  options?: CallOptions,
): Promise<OpenidPage> {
  const body = { begin_openid: beginOpenid };
  const request = { path: '/cgi-bin/tags/members/getblacklist', body, response: openidPageSchema };
  return presentOpenidPage(await api.call({ method: 'POST', ...request }, options));
}

/**
 * 拉黑用户 (api_batchblacklist).
 * @param openids at most 20 (40032)
 * @throws WechatRefusedError (40003), WechatUnreachableError
 */
export async function batchBlacklist(
  api: WechatApi,
  openids: readonly string[],
  options?: CallOptions,
): Promise<void> {
  const body = { openid_list: openids };
  const request = { path: '/cgi-bin/tags/members/batchblacklist', body, response: doneSchema };
  await api.call({ method: 'POST', ...request }, options);
}

/**
 * 取消拉黑用户 (api_batchunblacklist).
 * @param openids at most 20 (40032)
 * @throws WechatRefusedError (40003), WechatUnreachableError
 */
export async function batchUnblacklist(
  api: WechatApi,
  openids: readonly string[],
  options?: CallOptions,
): Promise<void> {
  const body = { openid_list: openids };
  const request = { path: '/cgi-bin/tags/members/batchunblacklist', body, response: doneSchema };
  await api.call({ method: 'POST', ...request }, options);
}
