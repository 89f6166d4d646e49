import { randomBytes } from 'node:crypto';
import type { Draft } from '../library';
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
import { presentArticles, readArticle } from './articles';
import { readPage } from './material';

const ARTICLES_AT_MOST = 8;

/** 新增草稿 (draft/add). */
export function addDraft(call: ApiCall): ApiAnswer {
  const given = readJson(call.request)['articles'];
  const list = Array.isArray(given) ? (given as unknown[]) : [];
  if (list.length === 0) throw new ApiRefusal(44003, 'empty news data');
  if (list.length > ARTICLES_AT_MOST) throw new ApiRefusal(45008, 'article size out of limit');
  const articles = list.map((one) => readArticle(call, one));
  const mediaId = randomBytes(48).toString('base64url');
  call.world
    .library(call.account.unit)
    .drafts.push({ mediaId, articles, updatedAt: call.world.now() });
  call.world.touch();
  return json({ media_id: mediaId, item: [] });
}

/** 获取草稿详情 (draft/get). */
export function getDraft(call: ApiCall): ApiAnswer {
  const draft = findDraft(call, textField(readJson(call.request), 'media_id'));
  return json({ news_item: presentArticles(draft.articles, draft.mediaId) });
}

/** 更新草稿 (draft/update): one article of it. */
export function updateDraft(call: ApiCall): ApiAnswer {
  const body = readJson(call.request);
  const draft = findDraft(call, textField(body, 'media_id'));
  const index = numberField(body, 'index');
  if (!(index in draft.articles)) throw new ApiRefusal(40114, 'invalid index value');
  draft.articles[index] = readArticle(call, body['articles']);
  draft.updatedAt = call.world.now();
  call.world.touch();
  return ok;
}

/** 删除草稿 (draft/delete). */
export function deleteDraft(call: ApiCall): ApiAnswer {
  removeDraft(call, findDraft(call, textField(readJson(call.request), 'media_id')));
  return ok;
}

/** 获取草稿列表 (draft/batchget): newest first. */
export function listDrafts(call: ApiCall): ApiAnswer {
  const body = readJson(call.request);
  const { offset, count } = readPage(body);
  const { drafts } = call.world.library(call.account.unit);
  const item = [...drafts]
    .reverse()
    .slice(offset, offset + count)
    .map((draft) => ({
      media_id: draft.mediaId,
      content: { news_item: withoutTexts(presentArticles(draft.articles, draft.mediaId), body) },
      update_time: Math.floor(draft.updatedAt / 1000),
    }));
  return json({ total_count: drafts.length, item_count: item.length, item });
}

/** 获取草稿的总数 (draft/count). */
export function countDrafts({ world, account }: ApiCall): ApiAnswer {
  return json({ total_count: world.library(account.unit).drafts.length });
}

/** Articles of a list, without their texts where the caller asked so. */
export function withoutTexts(
  articles: Record<string, unknown>[],
  body: Record<string, unknown>,
): Record<string, unknown>[] {
  return body['no_content'] === 1
    ? articles.map((article) => ({ ...article, content: '' }))
    : articles;
}

/** The draft of a media id; 40007 where there is none. */
export function findDraft({ world, account }: ApiCall, mediaId: string): Draft {
  const draft = world.library(account.unit).drafts.find((one) => one.mediaId === mediaId);
  if (!draft) throw new ApiRefusal(40007, 'invalid media_id');
  return draft;
}

export function removeDraft({ world, account }: ApiCall, draft: Draft): void {
  const library = world.library(account.unit);
  library.drafts = library.drafts.filter((one) => one !== draft);
  world.touch();
}
