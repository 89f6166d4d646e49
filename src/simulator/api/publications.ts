import { randomBytes, randomInt } from 'node:crypto';
import type { Publication } from '../library';
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
import { articleAddress, presentArticles } from './articles';
import { findDraft, removeDraft, withoutTexts } from './drafts';
import { readPage } from './material';

/** 发布草稿 (freepublish/submit): done at once here; the draft and its media id are gone. */
export function submitPublication(call: ApiCall): ApiAnswer {
  const draft = findDraft(call, textField(readJson(call.request), 'media_id'));
  const publication: Publication = {
    publishId: String(randomInt(2 ** 47)),
    msgDataId: randomInt(1, 0xffffffff),
    articleId: randomBytes(48).toString('base64url'),
    articles: draft.articles,
    deleted: [],
    closed: [],
    updatedAt: call.world.now(),
  };
  removeDraft(call, draft);
  call.world.library(call.account.unit).publications.push(publication);
  const { publishId, msgDataId } = publication;
  return json({ errcode: 0, errmsg: 'ok', publish_id: publishId, msg_data_id: msgDataId });
}

/** 发布状态查询 (freepublish/get). */
export function getPublicationStatus(call: ApiCall): ApiAnswer {
  const publishId = String(readJson(call.request)['publish_id']);
  const found = publicationsOf(call).find((one) => one.publishId === publishId);
  if (!found) throw new ApiRefusal(40002, 'invalid publish_id');
  if (isGone(found)) return json({ publish_id: publishId, publish_status: 5, fail_idx: [] });
  const { articles, articleId } = found;
  return json({
    publish_id: publishId,
    publish_status: 0,
    article_id: articleId,
    article_detail: {
      count: articles.length,
      item: articles.map((_article, index) => ({
        idx: index + 1,
        article_url: articleAddress(articleId, index),
      })),
    },
    fail_idx: [],
  });
}

/** 删除发布文章 (freepublish/delete): `index` from 1; 0 or none for all. */
export function deletePublication(call: ApiCall): ApiAnswer {
  const body = readJson(call.request);
  const publication = findPublished(call, textField(body, 'article_id'));
  const index = numberField(body, 'index') || 0;
  if (index > publication.articles.length) throw new ApiRefusal(40114, 'invalid index value');
  publication.deleted =
    index === 0 ? [...publication.articles.keys()] : [...publication.deleted, index - 1];
  call.world.touch();
  return ok;
}

/** 获取已发布图文信息 (freepublish/getarticle). */
export function getPublishedArticle(call: ApiCall): ApiAnswer {
  const { articleId, articles, deleted } = findPublished(
    call,
    textField(readJson(call.request), 'article_id'),
  );
  return json({ news_item: presentArticles(articles, articleId, deleted) });
}

/** 获取已发布的消息列表 (freepublish/batchget): newest first. */
export function listPublications(call: ApiCall): ApiAnswer {
  const body = readJson(call.request);
  const { offset, count } = readPage(body);
  const all = publicationsOf(call).filter((one) => !isGone(one));
  const item = all
    .reverse()
    .slice(offset, offset + count)
    .map(({ articleId, articles, deleted, updatedAt }) => ({
      article_id: articleId,
      content: { news_item: withoutTexts(presentArticles(articles, articleId, deleted), body) },
      update_time: Math.floor(updatedAt / 1000),
    }));
  return json({ total_count: all.length, item_count: item.length, item });
}

function publicationsOf({ world, account }: ApiCall): Publication[] {
  return world.library(account.unit).publications;
}

function findPublished(call: ApiCall, articleId: string): Publication {
  const found = publicationsOf(call).find((one) => one.articleId === articleId);
  if (!found || isGone(found)) throw new ApiRefusal(53600, 'invalid article_id');
  return found;
}

function isGone({ articles, deleted }: Publication): boolean {
  return articles.every((_article, index) => deleted.includes(index));
}
