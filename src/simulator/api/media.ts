import type { Media } from '../model';
import { ApiRefusal, json, type ApiAnswer, type ApiCall } from './api-call';
import { readArticlePicture, readUpload } from './upload';

/** 新增临时素材 (media/upload). */
export async function uploadMedia(call: ApiCall): Promise<ApiAnswer> {
  const { type, contentType, bytes } = await readUpload(call.request);
  const media = await call.media.add(call.account.unit, type, contentType, bytes);
  return json({
    type,
    [type === 'thumb' ? 'thumb_media_id' : 'media_id']: media.mediaId,
    created_at: Math.floor(media.createdAt / 1000),
  });
}

/** 获取临时素材 (media/get): the file itself; for a video the address of the file. */
export async function downloadMedia(call: ApiCall): Promise<ApiAnswer> {
  const mediaId = call.request.query.get('media_id') ?? '';
  if (mediaId === '') throw new ApiRefusal(41006, 'media_id missing');
  const media = call.media.find(mediaId);
  if (media?.unit !== call.account.unit || media.kept !== 'three_days') {
    throw new ApiRefusal(40007, 'invalid media_id');
  }
  if (media.type === 'video') return json({ video_url: `${call.baseUrl()}/media/${mediaId}` });
  return presentFile(call, media);
}

/** 上传发表内容中的图片 (media/uploadimg): an address for the texts of articles. */
export async function uploadImage(call: ApiCall): Promise<ApiAnswer> {
  const { type, contentType, bytes } = await readArticlePicture(call.request);
  const about = { kept: 'article_picture' as const };
  const media = await call.media.add(call.account.unit, type, contentType, bytes, about);
  return json({ url: `${call.baseUrl()}/media/${media.mediaId}` });
}

/** The bytes of a file, with a name. */
export async function presentFile(call: ApiCall, media: Media): Promise<ApiAnswer> {
  const extension = media.contentType.split('/')[1]!;
  return {
    kind: 'file',
    contentType: media.contentType,
    fileName: `${media.file.replace(/\.bin$/, '')}.${extension}`,
    bytes: await call.media.read(media),
  };
}
