import { Response } from 'undici';
import { recogniseMedia } from '../media-kinds';
import type { Media } from '../model';
import { ApiRefusal, json, type ApiAnswer, type ApiCall } from './api-call';

const MB = 1024 * 1024;
/** 新增临时素材 (media/upload): kinds of files and their sizes. */
const KINDS: Readonly<Record<Media['type'], { bytes: number; contentTypes: readonly string[] }>> = {
  image: { bytes: 10 * MB, contentTypes: ['image/png', 'image/jpeg', 'image/gif'] },
  voice: { bytes: 2 * MB, contentTypes: ['audio/amr', 'audio/mpeg'] },
  video: { bytes: 10 * MB, contentTypes: ['video/mp4'] },
  thumb: { bytes: 64 * 1024, contentTypes: ['image/jpeg'] },
};

/** 新增临时素材: form field `media` with a file name. */
export async function uploadMedia(call: ApiCall): Promise<ApiAnswer> {
  const type = call.request.query.get('type') ?? '';
  if (!isMediaType(type)) throw new ApiRefusal(40004, 'invalid media type');
  const bytes = await readUpload(call);
  const contentType = recogniseMedia(bytes);
  if (contentType === null || !KINDS[type].contentTypes.includes(contentType)) {
    throw new ApiRefusal(40005, 'invalid file type');
  }
  if (bytes.length > KINDS[type].bytes) throw new ApiRefusal(40006, 'invalid media size');
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
  if (!media || media.unit !== call.account.unit) throw new ApiRefusal(40007, 'invalid media_id');
  if (media.type === 'video') return json({ video_url: `${call.baseUrl()}/media/${mediaId}` });
  const extension = media.contentType.split('/')[1]!;
  return {
    kind: 'file',
    contentType: media.contentType,
    fileName: `${media.file.replace(/\.bin$/, '')}.${extension}`,
    bytes: await call.media.read(media),
  };
}

async function readUpload({ request }: ApiCall): Promise<Buffer> {
  const response = new Response(request.body, { headers: { 'content-type': request.contentType } });
  const form = await response.formData().catch(() => null);
  const file = form?.get('media');
  if (!file || typeof file === 'string') throw new ApiRefusal(41005, 'media data missing');
  const bytes = Buffer.from(await file.arrayBuffer());
  if (bytes.length === 0) throw new ApiRefusal(44001, 'empty media data');
  return bytes;
}

function isMediaType(type: string): type is Media['type'] {
  return Object.hasOwn(KINDS, type);
}
