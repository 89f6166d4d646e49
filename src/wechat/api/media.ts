import { z } from 'zod';
import { doneSchema } from './parse-answer';
import type { DownloadedFile, DownloadOptions } from './download';
import { WechatUnreachableError } from './errors';
import { buildFileForm, type UploadFile } from './file-form';
import type { CallOptions } from './transport';
import type { WechatApi } from './wechat-api';

const GET_PATH = '/cgi-bin/media/get';
const HD_VOICE_PATH = '/cgi-bin/media/get/jssdk';

/** Image 10 MB png, jpeg, gif; voice 2 MB and 60 s amr, mp3; video 10 MB mp4; thumb 64 KB jpg. */
export type MediaType = 'image' | 'voice' | 'video' | 'thumb';

export interface UploadedMedia {
  type: MediaType;
  /** Good for three days. */
  mediaId: string;
  createdAt: Date;
}

const uploadedSchema = z.object({
  media_id: z.string().optional(),
  /** In the place of media_id for thumbs. */
  thumb_media_id: z.string().optional(),
  /** Seconds since 1970. */
  created_at: z.number(),
});

/**
 * 新增临时素材 (api_uploadtempmedia).
 * @throws WechatRefusedError (40004, 40005, 40006 type and size, 41005, 44001 no file), WechatUnreachableError
 */
export async function uploadTempMedia(
  api: WechatApi,
  type: MediaType,
  file: UploadFile,
  options?: CallOptions,
): Promise<UploadedMedia> {
  const path = '/cgi-bin/media/upload';
  const request = { path, query: { type }, form: buildFileForm(file), response: uploadedSchema };
  const answer = await api.call({ method: 'POST', ...request }, options);
  const mediaId = answer.media_id ?? answer.thumb_media_id;
  if (mediaId === undefined) throw new WechatUnreachableError(path, true, 'unexpected answer');
  return { type, mediaId, createdAt: new Date(answer.created_at * 1000) };
}

const videoSchema = z.object({ video_url: z.string() });

/**
 * 获取临时素材 (api_getmedia): a citizen's picture, voice or video within three days. A video comes from the
 * address that WeChat answers with.
 * @throws WechatRefusedError (40007 no such media, or expired), WechatUnreachableError, WechatFileTooLargeError
 */
export async function getMedia(
  api: WechatApi,
  mediaId: string,
  options: DownloadOptions,
): Promise<DownloadedFile> {
  const request = { path: GET_PATH, query: { media_id: mediaId }, response: videoSchema };
  const download = await api.download({ method: 'GET', ...request }, options);
  if (download.kind === 'file') return download.file;
  return api.downloadFrom(download.answer.video_url, GET_PATH, options);
}

/**
 * 获取高清语音素材 (api_gethdvoice): the 16 kHz speex of a voice that was recorded by the JS-SDK or came with
 * MediaId16K.
 * @throws WechatRefusedError (40007), WechatUnreachableError, WechatFileTooLargeError
 */
export async function getHdVoice(
  api: WechatApi,
  mediaId: string,
  options: DownloadOptions,
): Promise<DownloadedFile> {
  const request = { path: HD_VOICE_PATH, query: { media_id: mediaId }, response: doneSchema };
  const download = await api.download({ method: 'GET', ...request }, options);
  if (download.kind === 'file') return download.file;
  throw new WechatUnreachableError(HD_VOICE_PATH, true, 'unexpected answer');
}
