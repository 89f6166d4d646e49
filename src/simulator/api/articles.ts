import type { ArticleFields } from '../library';
import { ApiRefusal, objectOf, textField, type ApiCall } from './api-call';

const TITLE_CHARACTERS = 32;
const AUTHOR_CHARACTERS = 16;
const DIGEST_CHARACTERS = 128;
const CONTENT_CHARACTERS = 20_000;
const PICTURES_AT_MOST = 20;

/** One article of a draft as WeChat keeps it; throws ApiRefusal where it refuses it. */
export function readArticle(call: ApiCall, given: unknown): ArticleFields {
  const article = objectOf(given);
  const title = textField(article, 'title');
  if (title === '' || [...title].length > TITLE_CHARACTERS) {
    throw new ApiRefusal(45003, 'title size out of limit');
  }
  if ([...textField(article, 'author')].length > AUTHOR_CHARACTERS) {
    throw new ApiRefusal(45110, 'author size out of limit');
  }
  if ([...textField(article, 'digest')].length > DIGEST_CHARACTERS) {
    throw new ApiRefusal(45004, 'description size out of limit');
  }
  const content = textField(article, 'content');
  if (content === '') throw new ApiRefusal(45166, 'invalid content');
  if ([...content].length >= CONTENT_CHARACTERS) {
    throw new ApiRefusal(45002, 'content size out of limit');
  }
  if (article['article_type'] === 'newspic') checkPictures(call, article);
  else checkMaterial(call, textField(article, 'thumb_media_id'));
  return article;
}

/** Articles as `news_item` gives them. */
export function presentArticles(
  articles: readonly ArticleFields[],
  key: string,
  deleted: readonly number[] | null = null,
): Record<string, unknown>[] {
  return articles.map((article, index) => ({
    article_type: 'news',
    author: '',
    digest: [...textField(article, 'content').replace(/<[^>]*>/g, '')].slice(0, 54).join(''),
    need_open_comment: 0,
    only_fans_can_comment: 0,
    ...article,
    url: articleAddress(key, index),
    ...(deleted && { is_deleted: deleted.includes(index) }),
  }));
}

/** Where an article would stand. Nothing of the simulator answers there. */
export function articleAddress(key: string, index: number): string {
  return `http://mp.weixin.qq.com/s?__biz=${encodeURIComponent(key)}&idx=${index + 1}`;
}

function checkPictures(call: ApiCall, article: Record<string, unknown>): void {
  const list = objectOf(article['image_info'])['image_list'];
  const pictures = Array.isArray(list) ? (list as unknown[]) : [];
  if (pictures.length === 0 || pictures.length > PICTURES_AT_MOST) {
    throw new ApiRefusal(40035, 'invalid parameter');
  }
  for (const picture of pictures) checkMaterial(call, textField(picture, 'image_media_id'));
}

function checkMaterial({ media, account }: ApiCall, mediaId: string): void {
  const found = media.find(mediaId);
  if (found?.unit !== account.unit || found.kept !== 'material') {
    throw new ApiRefusal(40007, 'invalid media_id');
  }
}
