import { Response } from 'undici';
import { recogniseMedia } from '../media-kinds';
import type { Media } from '../model';
import { ApiRefusal, type ApiRequest } from './api-call';

const MB = 1024 * 1024;
/** 新增临时素材, 上传永久素材: kinds of files and their sizes. */
const KINDS: Readonly<Record<Media['type'], { bytes: number; contentTypes: readonly string[] }>> = {
  image: { bytes: 10 * MB, contentTypes: ['image/png', 'image/jpeg', 'image/gif'] },
  voice: { bytes: 2 * MB, contentTypes: ['audio/amr', 'audio/mpeg'] },
  video: { bytes: 10 * MB, contentTypes: ['video/mp4'] },
  thumb: { bytes: 64 * 1024, contentTypes: ['image/jpeg'] },
};
const ARTICLE_PICTURE = { bytes: MB, contentTypes: ['image/png', 'image/jpeg'] };

export interface Upload {
  type: Media['type'];
  contentType: string;
  name: string;
  bytes: Buffer;
  /** The form field `description`; '' where there is none. */
  description: string;
}

/** The file of a form, under `media` with a file name, checked as the kind that the query names. */
export async function readUpload(request: ApiRequest): Promise<Upload> {
  const type = request.query.get('type') ?? '';
  if (!isMediaType(type)) throw new ApiRefusal(40004, 'invalid media type');
  return { type, ...(await readFile(request, KINDS[type], 40006)) };
}

/** The picture of 上传发表内容中的图片 (media/uploadimg). */
export async function readArticlePicture(request: ApiRequest): Promise<Upload> {
  return { type: 'image', ...(await readFile(request, ARTICLE_PICTURE, 40009)) };
}

async function readFile(
  request: ApiRequest,
  kind: (typeof KINDS)[Media['type']],
  tooLarge: number,
): Promise<Omit<Upload, 'type'>> {
  const response = new Response(request.body, { headers: { 'content-type': request.contentType } });
  const form = await response.formData().catch(() => null);
  const file = form?.get('media');
  if (!file || typeof file === 'string') throw new ApiRefusal(41005, 'media data missing');
  const bytes = Buffer.from(await file.arrayBuffer());
  if (bytes.length === 0) throw new ApiRefusal(44001, 'empty media data');
  const contentType = recogniseMedia(bytes);
  if (contentType === null || !kind.contentTypes.includes(contentType)) {
    throw new ApiRefusal(40005, 'invalid file type');
  }
  if (bytes.length > kind.bytes) throw new ApiRefusal(tooLarge, 'invalid media size');
  const description = form?.get('description');
  return {
    contentType,
    name: file.name,
    bytes,
    description: typeof description === 'string' ? description : '',
  };
}

function isMediaType(type: string): type is Media['type'] {
  return Object.hasOwn(KINDS, type);
}
