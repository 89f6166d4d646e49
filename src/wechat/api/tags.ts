import { z } from 'zod';
import { openidPageSchema, presentOpenidPage, type OpenidPage } from './openid-page';
import { doneSchema } from './parse-answer';
import type { CallOptions } from './transport';
import type { WechatApi } from './wechat-api';

const tagSchema = z.object({
  id: z.number(),
  name: z.string(),
  /** Fans who carry it. */
  count: z.number().optional(),
});
export type Tag = z.infer<typeof tagSchema>;

/**
 * 创建标签 (api_createtag): at most 100.
 * @param name at most 30 bytes
 * @throws WechatRefusedError (45157 name taken, 45158 too long, 45056 too many), WechatUnreachableError
 */
export async function createTag(api: WechatApi, name: string, options?: CallOptions): Promise<Tag> {
  const response = z.object({ tag: tagSchema });
  const request = { path: '/cgi-bin/tags/create', body: { tag: { name } }, response };
  return (await api.call({ method: 'POST', ...request }, options)).tag;
}

/**
 * 获取标签 (api_gettags).
 * @throws WechatRefusedError, WechatUnreachableError
 */
export async function getTags(api: WechatApi, options?: CallOptions): Promise<Tag[]> {
  const response = z.object({ tags: z.array(tagSchema).default([]) });
  return (await api.call({ method: 'GET', path: '/cgi-bin/tags/get', response }, options)).tags;
}

/**
 * 编辑标签 (api_updatetag).
 * @throws WechatRefusedError (45157, 45158, 45058 system tag), WechatUnreachableError
 */
export async function updateTag(
  api: WechatApi,
  tag: { id: number; name: string },
  options?: CallOptions,
): Promise<void> {
  const request = { path: '/cgi-bin/tags/update', body: { tag }, response: doneSchema };
  await api.call({ method: 'POST', ...request }, options);
}

/**
 * 删除标签 (api_deletetag).
 * @throws WechatRefusedError (45057 over 100 000 fans carry it, 45058 system tag), WechatUnreachableError
 */
export async function deleteTag(
  api: WechatApi,
  tagId: number,
  options?: CallOptions,
): Promise<void> {
  const request = { path: '/cgi-bin/tags/delete', body: { tag: { id: tagId } } };
  await api.call({ method: 'POST', ...request, response: doneSchema }, options);
}

/**
 * 获取标签下粉丝列表 (api_gettagfans): 10 000 openids a page.
 * @param nextOpenid of the page before; '' for the first
 * @throws WechatRefusedError (45159 no such tag), WechatUnreachableError
 */
export async function getTagFans(
  api: WechatApi,
  tagId: number,
  nextOpenid = '',
  options?: CallOptions,
): Promise<OpenidPage> {
  const body = { tagid: tagId, next_openid: nextOpenid };
  const request = { path: '/cgi-bin/user/tag/get', body, response: openidPageSchema };
  return presentOpenidPage(await api.call({ method: 'POST', ...request }, options));
}

/**
 * 批量为用户打标签 (api_batchtagging).
 * @param openids at most 50 (40032)
 * @throws WechatRefusedError (45159 no such tag, 45059 over 20 tags on a user), WechatUnreachableError
 */
export async function batchTagging(
  api: WechatApi,
  tagId: number,
  openids: readonly string[],
  options?: CallOptions,
): Promise<void> {
  const body = { tagid: tagId, openid_list: openids };
  const request = { path: '/cgi-bin/tags/members/batchtagging', body, response: doneSchema };
  await api.call({ method: 'POST', ...request }, options);
}

/**
 * 批量为用户取消标签 (api_batchuntagging).
 * @param openids at most 50 (40032)
 * @throws WechatRefusedError (45159 no such tag), WechatUnreachableError
 */
export async function batchUntagging(
  api: WechatApi,
  tagId: number,
  openids: readonly string[],
  options?: CallOptions,
): Promise<void> {
  const body = { tagid: tagId, openid_list: openids };
  const request = { path: '/cgi-bin/tags/members/batchuntagging', body, response: doneSchema };
  await api.call({ method: 'POST', ...request }, options);
}

/**
 * 获取用户的标签列表 (api_gettagidlist).
 * @throws WechatRefusedError (40003), WechatUnreachableError
 */
export async function getTagIdList(
  api: WechatApi,
  openid: string,
  options?: CallOptions,
): Promise<number[]> {
  const response = z.object({ tagid_list: z.array(z.number()).default([]) });
  const request = { path: '/cgi-bin/tags/getidlist', body: { openid }, response };
  return (await api.call({ method: 'POST', ...request }, options)).tagid_list;
}
