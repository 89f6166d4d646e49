import { fitText } from './fit-text';
import type { Article, Reply } from './reply';
import { cdataElement, toXmlText } from './xml-text';

export { fitText };

const MAX_ARTICLES_FOR_MESSAGE = 1;
const MAX_ARTICLES_FOR_EVENT = 8;

/** Whom a reply goes to, from which account (`gh_…`), and its CreateTime. */
export interface Recipient {
  openid: string;
  accountOriginalId: string;
  at: Date;
}

/**
 * The reply within WeChat's limits: text of at most 2048 bytes, one article for a message, eight for an event.
 * Source: 被动回复用户消息 (Passive_user_reply_message).
 */
export function fitReply(reply: Reply, forEvent: boolean): Reply {
  switch (reply.kind) {
    case 'text':
      return { kind: 'text', text: fitText(reply.text) };
    case 'news': {
      const most = forEvent ? MAX_ARTICLES_FOR_EVENT : MAX_ARTICLES_FOR_MESSAGE;
      return { kind: 'news', articles: reply.articles.slice(0, most) };
    }
    case 'none':
    case 'image':
    case 'voice':
    case 'video':
    case 'music':
    case 'transfer_customer_service':
      return reply;
  }
}

/**
 * The XML of a passive reply, CreateTime in seconds; every text is safe in CDATA. Give it what `fitReply` gave.
 * Empty where there is nothing to say, also for an empty text or no article, which WeChat shows as a fault of the
 * account: the caller then answers `success`. Source: 被动回复用户消息 (Passive_user_reply_message).
 */
export function buildReplyXml(reply: Reply, to: Recipient): string {
  const body = bodyOf(reply);
  if (body === null) return '';
  return (
    '<xml>' +
    cdataElement('ToUserName', to.openid) +
    cdataElement('FromUserName', to.accountOriginalId) +
    `<CreateTime>${Math.floor(to.at.getTime() / 1000)}</CreateTime>` +
    cdataElement('MsgType', reply.kind) +
    body +
    '</xml>'
  );
}

function bodyOf(reply: Reply): string | null {
  switch (reply.kind) {
    case 'none':
      return null;
    case 'text':
      return toXmlText(reply.text).trim() === '' ? null : cdataElement('Content', reply.text);
    case 'image':
      return `<Image>${cdataElement('MediaId', reply.mediaId)}</Image>`;
    case 'voice':
      return `<Voice>${cdataElement('MediaId', reply.mediaId)}</Voice>`;
    case 'video':
      return (
        `<Video>${cdataElement('MediaId', reply.mediaId)}` +
        `${optional('Title', reply.title)}${optional('Description', reply.description)}</Video>`
      );
    case 'music':
      return (
        `<Music>${optional('Title', reply.title)}${optional('Description', reply.description)}` +
        `${optional('MusicUrl', reply.musicUrl)}${optional('HQMusicUrl', reply.hqMusicUrl)}` +
        `${cdataElement('ThumbMediaId', reply.thumbMediaId)}</Music>`
      );
    case 'news':
      return reply.articles.length === 0 ? null : newsOf(reply.articles);
    case 'transfer_customer_service':
      return reply.kfAccount === undefined
        ? ''
        : `<TransInfo>${cdataElement('KfAccount', reply.kfAccount)}</TransInfo>`;
  }
}

function newsOf(articles: readonly Article[]): string {
  const items = articles.map(
    (article) =>
      `<item>${cdataElement('Title', article.title)}${cdataElement('Description', article.description)}` +
      `${cdataElement('PicUrl', article.pictureUrl)}${cdataElement('Url', article.url)}</item>`,
  );
  return `<ArticleCount>${articles.length}</ArticleCount><Articles>${items.join('')}</Articles>`;
}

function optional(name: string, text: string | undefined): string {
  return text === undefined ? '' : cdataElement(name, text);
}
