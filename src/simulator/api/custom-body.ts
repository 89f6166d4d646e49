import type { EntryBody } from '../model';
import { splitRichText, webUrlOf } from '../rich-text';
import { ApiRefusal, objectOf, textField } from './api-call';

const TEXT_LIMIT_BYTES = 2048;

/** What the phone shows of a customer-service message; throws ApiRefusal where WeChat refuses it. */
export function readCustomBody(
  body: Record<string, unknown>,
  known: { hasMedia: (mediaId: string) => boolean; hasDraft: (mediaId: string) => boolean },
): EntryBody {
  const type = textField(body, 'msgtype');
  const content = objectOf(body[type]);
  const mediaId = (name = 'media_id'): string => {
    const id = textField(content, name);
    if (!known.hasMedia(id)) throw new ApiRefusal(40007, 'invalid media_id');
    return id;
  };
  const titled = {
    title: textField(content, 'title'),
    description: textField(content, 'description'),
  };
  switch (type) {
    case 'text':
      return { kind: 'text', parts: splitRichText(checkText(textField(content, 'content'))) };
    case 'image':
      return { kind: 'image', mediaId: mediaId() };
    case 'voice':
      return { kind: 'voice', mediaId: mediaId(), seconds: 5, recognition: '' };
    case 'video':
      return { kind: 'video', mediaId: mediaId(), ...titled };
    case 'music':
      mediaId('thumb_media_id');
      return { kind: 'music', ...titled, url: textField(content, 'musicurl') };
    case 'news':
      return readNews(content);
    case 'msgmenu':
      return readMenu(content);
    case 'miniprogrampage':
      mediaId('thumb_media_id');
      return { kind: 'card', title: titled.title, note: '小程序' };
    case 'mpnewsarticle':
      if (textField(content, 'article_id') === '') {
        throw new ApiRefusal(53600, 'invalid article_id');
      }
      return { kind: 'card', title: '已发布的文章', note: textField(content, 'article_id') };
    case 'mpnews':
      if (!known.hasDraft(textField(content, 'media_id'))) {
        throw new ApiRefusal(40007, 'invalid media_id');
      }
      return { kind: 'card', title: '图文消息', note: '草稿里的文章' };
    case 'wxcard':
      if (textField(content, 'card_id') === '') throw new ApiRefusal(40035, 'invalid parameter');
      return { kind: 'card', title: textField(content, 'card_id'), note: '卡券' };
    default:
      throw new ApiRefusal(40008, 'invalid message type');
  }
}

function checkText(text: string): string {
  if (text === '') throw new ApiRefusal(44004, 'empty content');
  if (Buffer.byteLength(text) > TEXT_LIMIT_BYTES) {
    throw new ApiRefusal(45002, 'content size out of limit');
  }
  return text;
}

function readNews(content: Record<string, unknown>): EntryBody {
  const articles = Array.isArray(content['articles']) ? (content['articles'] as unknown[]) : [];
  if (articles.length === 0) throw new ApiRefusal(44003, 'empty news data');
  if (articles.length > 1) throw new ApiRefusal(45008, 'article size out of limit');
  return {
    kind: 'news',
    articles: articles.map((article) => ({
      title: textField(article, 'title'),
      description: textField(article, 'description'),
      pictureUrl: webUrlOf(textField(article, 'picurl')),
      url: webUrlOf(textField(article, 'url')),
    })),
  };
}

function readMenu(content: Record<string, unknown>): EntryBody {
  const list = Array.isArray(content['list']) ? (content['list'] as unknown[]) : [];
  const items = list.map((item) => ({
    id: idOf(objectOf(item)['id']),
    text: textField(item, 'content'),
  }));
  if (items.length === 0 || items.some((item) => item.text === '' || item.id === '')) {
    throw new ApiRefusal(40035, 'invalid parameter');
  }
  const head = textField(content, 'head_content');
  const tail = textField(content, 'tail_content');
  checkText(head + items.map((item) => item.text).join('') + tail);
  return { kind: 'menu', head: splitRichText(head), items, tail: splitRichText(tail) };
}

/** Ids of items come as text or as numbers. */
function idOf(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}
