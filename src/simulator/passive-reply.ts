import type { EntryBody } from './model';
import { BadReply, parseReplyXml, textOf, type ReplyFields } from './reply-reader';
import { splitRichText, webUrlOf } from './rich-text';

const TEXT_LIMIT_BYTES = 2048;

/** What a passive reply must fit. */
export interface ReplyContext {
  openid: string;
  originalId: string;
  /** One article answers a message; up to eight an event (图文消息个数). */
  articleLimit: number;
  /** Whether a media id is one that the account uploaded or received. */
  hasMedia(mediaId: string): boolean;
}

/**
 * What the phone shows of a passive reply (被动回复用户消息, Passive_user_reply_message).
 * Throws BadReply where WeChat would show the service fault instead.
 */
export function readPassiveReply(xml: string, context: ReplyContext): EntryBody {
  const fields = parseReplyXml(xml);
  if (textOf(fields, 'ToUserName') !== context.openid) {
    throw new BadReply('ToUserName 不是这位群众的 openid');
  }
  if (textOf(fields, 'FromUserName') !== context.originalId) {
    throw new BadReply('FromUserName 不是这个公众号的原始 ID');
  }
  if (!/^\d{10}$/.test(textOf(fields, 'CreateTime') ?? '')) {
    throw new BadReply('CreateTime 不是以秒计的时间');
  }
  return readBody(textOf(fields, 'MsgType') ?? '', fields, context);
}

function readBody(type: string, fields: ReplyFields, context: ReplyContext): EntryBody {
  switch (type) {
    case 'text':
      return readText(fields);
    case 'image':
      return { kind: 'image', mediaId: mediaIdOf(below(fields, 'Image'), context) };
    case 'voice':
      return {
        kind: 'voice',
        mediaId: mediaIdOf(below(fields, 'Voice'), context),
        seconds: 5,
        recognition: '',
      };
    case 'video':
      return {
        kind: 'video',
        mediaId: mediaIdOf(below(fields, 'Video'), context),
        ...titled(below(fields, 'Video')),
      };
    case 'music':
      return {
        kind: 'music',
        ...titled(below(fields, 'Music')),
        url: textOf(below(fields, 'Music'), 'MusicUrl') ?? '',
      };
    case 'news':
      return readNews(fields, context);
    case 'transfer_customer_service':
      return { kind: 'note', text: '已转到微信客服' };
    default:
      throw new BadReply(`不认识的 MsgType：${type}`);
  }
}

function readText(fields: ReplyFields): EntryBody {
  const content = textOf(fields, 'Content') ?? '';
  if (content === '') throw new BadReply('文字回复是空的');
  const bytes = Buffer.byteLength(content);
  if (bytes > TEXT_LIMIT_BYTES) {
    throw new BadReply(`文字回复有 ${bytes} 字节，超过 ${TEXT_LIMIT_BYTES}`);
  }
  return { kind: 'text', parts: splitRichText(content) };
}

function readNews(fields: ReplyFields, context: ReplyContext): EntryBody {
  const item = below(fields, 'Articles')['item'];
  const items = (Array.isArray(item) ? item : [item]).filter((one) => typeof one === 'object');
  if (textOf(fields, 'ArticleCount') !== String(items.length) || items.length === 0) {
    throw new BadReply('ArticleCount 与图文条数不符');
  }
  if (items.length > context.articleLimit) {
    throw new BadReply(`图文有 ${items.length} 条，这里最多 ${context.articleLimit} 条`);
  }
  const articles = items.map((one) => ({
    ...titled(one),
    pictureUrl: webUrlOf(textOf(one, 'PicUrl')),
    url: webUrlOf(textOf(one, 'Url')),
  }));
  return { kind: 'news', articles };
}

function titled(fields: ReplyFields): { title: string; description: string } {
  return { title: textOf(fields, 'Title') ?? '', description: textOf(fields, 'Description') ?? '' };
}

function below(fields: ReplyFields, element: string): ReplyFields {
  const value = fields[element];
  if (typeof value !== 'object' || Array.isArray(value)) {
    throw new BadReply(`回复里没有 ${element}`);
  }
  return value;
}

function mediaIdOf(fields: ReplyFields, context: ReplyContext): string {
  const mediaId = textOf(fields, 'MediaId') ?? '';
  if (!context.hasMedia(mediaId)) throw new BadReply('MediaId 不存在或已过期');
  return mediaId;
}
