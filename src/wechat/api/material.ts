import { z } from 'zod';
import { doneSchema } from './parse-answer';
import type { DownloadedFile, DownloadOptions } from './download';
import { buildFileForm, type UploadFile } from './file-form';
import type { MediaType } from './media';
import type { CallOptions } from './transport';
import type { WechatApi } from './wechat-api';
import { toWireJson } from './wire-json';

const addedSchema = z.object({
  media_id: z.string(),
  /** Of pictures only; shown only on Tencent's own pages. */
  url: z.string().optional(),
});
export type AddedMaterial = z.infer<typeof addedSchema>;

/**
 * 上传永久素材 (api_addmaterial): at most 100 000 pictures and 1 000 of each other kind.
 * @param description needed for a video
 * @throws WechatRefusedError (40004–40006, 41005, 45007), WechatUnreachableError
 */
export async function addMaterial(
  api: WechatApi,
  type: MediaType,
  file: UploadFile,
  options: CallOptions & { description?: { title: string; introduction: string } } = {},
): Promise<AddedMaterial> {
  const { description } = options;
  const form = buildFileForm(file, description && { description: toWireJson(description) });
  const path = '/cgi-bin/material/add_material';
  const request = { path, query: { type }, form, response: addedSchema };
  return api.call({ method: 'POST', ...request }, options);
}

const articleSchema = z.object({
  title: z.string(),
  thumb_media_id: z.string().optional(),
  thumb_url: z.string().optional(),
  show_cover_pic: z.number().optional(),
  author: z.string().optional(),
  digest: z.string().optional(),
  content: z.string().optional(),
  url: z.string().optional(),
  content_source_url: z.string().optional(),
});
export type MaterialArticle = z.infer<typeof articleSchema>;

const materialSchema = z.union([
  z.object({ news_item: z.array(articleSchema) }),
  z.object({ title: z.string(), description: z.string(), down_url: z.string() }),
]);

export type Material =
  | { kind: 'file'; file: DownloadedFile }
  | { kind: 'video'; title: string; description: string; downUrl: string }
  | { kind: 'news'; articles: MaterialArticle[] };

/**
 * 获取永久素材 (api_getmaterial).
 * @throws WechatRefusedError (40007), WechatUnreachableError, WechatFileTooLargeError
 */
export async function getMaterial(
  api: WechatApi,
  mediaId: string,
  options: DownloadOptions,
): Promise<Material> {
  const body = { media_id: mediaId };
  const request = { path: '/cgi-bin/material/get_material', body, response: materialSchema };
  const download = await api.download({ method: 'POST', ...request }, options);
  if (download.kind === 'file') return download;
  const { answer } = download;
  if ('news_item' in answer) return { kind: 'news', articles: answer.news_item };
  const { title, description, down_url: downUrl } = answer;
  return { kind: 'video', title, description, downUrl };
}

/**
 * 删除永久素材 (api_delmaterial): also one that was made on the website; there is no way back.
 * @throws WechatRefusedError (40007 unknown, 48005 used by a menu or automatic reply), WechatUnreachableError
 */
export async function delMaterial(
  api: WechatApi,
  mediaId: string,
  options?: CallOptions,
): Promise<void> {
  const body = { media_id: mediaId };
  const request = { path: '/cgi-bin/material/del_material', body, response: doneSchema };
  await api.call({ method: 'POST', ...request }, options);
}

const countSchema = z.object({
  voice_count: z.number(),
  video_count: z.number(),
  image_count: z.number(),
  news_count: z.number(),
});
export type MaterialCount = z.infer<typeof countSchema>;

/**
 * 获取永久素材总数 (api_getmaterialcount).
 * @throws WechatRefusedError, WechatUnreachableError
 */
export async function getMaterialCount(
  api: WechatApi,
  options?: CallOptions,
): Promise<MaterialCount> {
  const request = { path: '/cgi-bin/material/get_materialcount', response: countSchema };
  return api.call({ method: 'GET', ...request }, options);
}

const listSchema = z.object({
  total_count: z.number(),
  item_count: z.number(),
  item: z
    .array(
      z.object({
        media_id: z.string(),
        /** Seconds since 1970. */
        update_time: z.number(),
        /** Not of news. */
        name: z.string().optional(),
        url: z.string().optional(),
        /** Of news only. */
        content: z.object({ news_item: z.array(articleSchema) }).optional(),
      }),
    )
    .default([]),
});
export type MaterialList = z.infer<typeof listSchema>;

/**
 * 获取永久素材列表 (api_batchgetmaterial).
 * @param page `offset` from 0; `count` 1 to 20
 * @throws WechatRefusedError (40004, 40007), WechatUnreachableError
 */
export async function batchGetMaterial(
  api: WechatApi,
  page: { type: 'image' | 'video' | 'voice' | 'news'; offset: number; count: number },
  options?: CallOptions,
): Promise<MaterialList> {
  const request = { path: '/cgi-bin/material/batchget_material', body: page, response: listSchema };
  return api.call({ method: 'POST', ...request }, options);
}

const imageSchema = z.object({ url: z.string() });

/**
 * 上传发表内容中的图片 (api_uploadimage): for the texts of articles; jpg or png under 1 MB, counts against no limit.
 * @returns the address for the article's HTML
 * @throws WechatRefusedError (40005 type, 40009 size), WechatUnreachableError
 */
export async function uploadImage(
  api: WechatApi,
  file: UploadFile,
  options?: CallOptions,
): Promise<string> {
  const request = { path: '/cgi-bin/media/uploadimg', response: imageSchema };
  const call = { method: 'POST' as const, ...request, form: buildFileForm(file) };
  return (await api.call(call, options)).url;
}
