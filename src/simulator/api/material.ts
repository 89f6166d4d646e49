import type { Media } from '../model';
import {
  ApiRefusal,
  json,
  numberField,
  ok,
  readJson,
  textField,
  type ApiAnswer,
  type ApiCall,
} from './api-call';
import { presentArticles } from './articles';
import { presentFile } from './media';
import { readUpload } from './upload';

const PICTURES_AT_MOST = 100_000;
const OTHERS_AT_MOST = 1000;
const LISTED = ['image', 'video', 'voice'];

/** 上传永久素材 (material/add_material). */
export async function addMaterial(call: ApiCall): Promise<ApiAnswer> {
  const { type, contentType, bytes, name, description } = await readUpload(call.request);
  const { unit } = call.account;
  const kept = call.media.materials(unit).filter((one) => one.type === type).length;
  if (kept >= (type === 'image' ? PICTURES_AT_MOST : OTHERS_AT_MOST)) {
    throw new ApiRefusal(45001, 'media size out of limit');
  }
  const about = type === 'video' ? readDescription(description) : {};
  const media = await call.media.add(unit, type, contentType, bytes, {
    kept: 'material',
    name,
    ...about,
  });
  return json({
    media_id: media.mediaId,
    ...(contentType.startsWith('image/') && { url: addressOf(call, media) }),
  });
}

/** 获取永久素材 (material/get_material): a file, what is known of a video, or the articles of a draft. */
export async function getMaterial(call: ApiCall): Promise<ApiAnswer> {
  const mediaId = textField(readJson(call.request), 'media_id');
  const drafts = call.world.library(call.account.unit).drafts;
  const draft = drafts.find((one) => one.mediaId === mediaId);
  if (draft) return json({ news_item: presentArticles(draft.articles, mediaId) });
  const media = findMaterial(call, mediaId);
  if (media.type !== 'video') return presentFile(call, media);
  const { title, introduction } = media;
  return json({ title, description: introduction, down_url: addressOf(call, media) });
}

/** 删除永久素材 (material/del_material). */
export async function deleteMaterial(call: ApiCall): Promise<ApiAnswer> {
  await call.media.remove(findMaterial(call, textField(readJson(call.request), 'media_id')));
  return ok;
}

/** 获取永久素材总数 (material/get_materialcount). */
export function getMaterialCount(call: ApiCall): ApiAnswer {
  const { unit } = call.account;
  const count = (type: Media['type']): number =>
    call.media.materials(unit).filter((one) => one.type === type).length;
  return json({
    voice_count: count('voice'),
    video_count: count('video'),
    image_count: count('image'),
    news_count: call.world.library(unit).drafts.length,
  });
}

/** 获取永久素材列表 (material/batchget_material): newest first. */
export function listMaterial(call: ApiCall): ApiAnswer {
  const body = readJson(call.request);
  const type = textField(body, 'type');
  if (!LISTED.includes(type)) throw new ApiRefusal(40004, 'invalid media type');
  const all = call.media.materials(call.account.unit).filter((one) => one.type === type);
  const { offset, count } = readPage(body);
  const item = all.slice(offset, offset + count).map((media) => ({
    media_id: media.mediaId,
    name: media.name,
    update_time: Math.floor(media.createdAt / 1000),
    url: type === 'image' ? addressOf(call, media) : '',
  }));
  return json({ total_count: all.length, item_count: item.length, item });
}

/** `offset` from 0 and `count` from 1 to 20 of a list. */
export function readPage(body: Record<string, unknown>): { offset: number; count: number } {
  const [offset, count] = [numberField(body, 'offset'), numberField(body, 'count')];
  if (!(offset >= 0 && count >= 1 && count <= 20)) throw new ApiRefusal(40035, 'invalid parameter');
  return { offset, count };
}

function findMaterial({ media, account }: ApiCall, mediaId: string): Media {
  const found = media.find(mediaId);
  if (found?.unit !== account.unit || found.kept !== 'material') {
    throw new ApiRefusal(40007, 'invalid media_id');
  }
  return found;
}

function readDescription(source: string): { title: string; introduction: string } {
  let value: unknown;
  try {
    value = JSON.parse(source);
  } catch {
    throw new ApiRefusal(41005, 'media data missing, a video needs a description');
  }
  return { title: textField(value, 'title'), introduction: textField(value, 'introduction') };
}

function addressOf(call: ApiCall, media: Media): string {
  return `${call.baseUrl()}/media/${media.mediaId}`;
}
