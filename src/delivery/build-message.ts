import type { CustomMessage, CustomMessageContent } from '../wechat/api/custom-message';
import { fitText } from '../wechat/fit-text';
import type { Reply } from '../wechat/reply';
import type { ChoicesBody } from './part-body';
import { textFormOf } from './split-text';

/**
 * A body as 发送客服消息 (api_sendcustommessage) takes it: several articles go as text with links, because
 * it takes one. Null where there is nothing that it could send.
 */
export function buildCustomMessage(
  openid: string,
  body: Reply | ChoicesBody,
): CustomMessage | null {
  const content = contentOf(body);
  return content && { touser: openid, ...content };
}

function contentOf(body: Reply | ChoicesBody): CustomMessageContent | null {
  switch (body.kind) {
    case 'text':
      return body.text.trim() === '' ? null : textContent(body.text);
    case 'news':
      return newsContent(body);
    case 'choices':
      return {
        msgtype: 'msgmenu',
        msgmenu: {
          head_content: body.text,
          list: [...body.choices],
          tail_content: body.tail,
        },
      };
    case 'image':
      return { msgtype: 'image', image: { media_id: body.mediaId } };
    case 'voice':
      return { msgtype: 'voice', voice: { media_id: body.mediaId } };
    case 'music':
      return {
        msgtype: 'music',
        music: {
          title: body.title ?? '',
          description: body.description ?? '',
          musicurl: body.musicUrl ?? '',
          ...(body.hqMusicUrl !== undefined && { hqmusicurl: body.hqMusicUrl }),
          thumb_media_id: body.thumbMediaId,
        },
      };
    // A video needs a picture that a passive reply does not have.
    case 'video':
    case 'none':
    case 'transfer_customer_service':
      return null;
  }
}

function newsContent(body: Extract<Reply, { kind: 'news' }>): CustomMessageContent | null {
  const [article, ...more] = body.articles;
  if (!article) return null;
  if (more.length > 0) return textContent(fitText(textFormOf(body) ?? ''));
  const { title, description, url, pictureUrl } = article;
  return { msgtype: 'news', news: { articles: [{ title, description, url, picurl: pictureUrl }] } };
}

function textContent(content: string): CustomMessageContent {
  return { msgtype: 'text', text: { content } };
}
