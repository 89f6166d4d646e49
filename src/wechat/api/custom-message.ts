import { WechatRefusedError } from './errors';
import { doneSchema } from './parse-answer';
import type { CallOptions } from './transport';
import type { WechatApi } from './wechat-api';

/** A customer-service message as WeChat takes it: one `msgtype` and the object of that name beside it. */
export type CustomMessage = CustomMessageContent & {
  /** The openid. */
  touser: string;
  /** Shown as the sender; absent: the account itself. */
  customservice?: { kf_account: string };
  /** 1 marks the message as written by a machine. */
  aimsgcontext?: { is_ai_msg: 0 | 1 };
};

export type CustomMessageContent =
  /** At most 2048 bytes of UTF-8 (45002). */
  | { msgtype: 'text'; text: { content: string } }
  | { msgtype: 'image'; image: { media_id: string } }
  | { msgtype: 'voice'; voice: { media_id: string } }
  | { msgtype: 'video'; video: CustomVideo }
  | { msgtype: 'music'; music: CustomMusic }
  /** One article (45008). */
  | { msgtype: 'news'; news: { articles: [CustomArticle] } }
  /** An article by its draft; deprecated by WeChat in favour of `mpnewsarticle`. */
  | { msgtype: 'mpnews'; mpnews: { media_id: string } }
  /** A published article. */
  | { msgtype: 'mpnewsarticle'; mpnewsarticle: { article_id: string } }
  | { msgtype: 'msgmenu'; msgmenu: CustomChoice }
  | { msgtype: 'wxcard'; wxcard: { card_id: string } }
  | { msgtype: 'miniprogrampage'; miniprogrampage: CustomMiniProgramPage };

export interface CustomVideo {
  media_id: string;
  thumb_media_id: string;
  title?: string;
  description?: string;
}

export interface CustomMusic {
  title: string;
  description: string;
  musicurl: string;
  hqmusicurl?: string;
  thumb_media_id: string;
}

export interface CustomArticle {
  title: string;
  description: string;
  url: string;
  /** JPG or PNG, large 360×200. */
  picurl: string;
}

/** Choices to tap; a tap comes back as a text message with `bizmsgmenuid`. */
export interface CustomChoice {
  head_content?: string;
  list: { id: string; content: string }[];
  tail_content?: string;
}

/** `thumb_media_id`: 520×416. */
export interface CustomMiniProgramPage {
  title: string;
  appid: string;
  pagepath: string;
  thumb_media_id: string;
}

/**
 * 发送客服消息 (api_sendcustommessage): 5 within 48 hours of a citizen's message, 3 within a minute of a
 * menu tap, follow or scan. It is not idempotent: after WechatUnreachableError with `mayHaveArrived`
 * nobody knows whether it went out.
 * @throws WechatRefusedError (45015 window shut or unfollowed, 45047 count used up, 43004, 48002, 43019,
 * 40003, 70000 state of the citizen; 48001 not verified; 45002, 45008, 40007 content), WechatUnreachableError
 */
export async function sendCustomMessage(
  api: WechatApi,
  message: CustomMessage,
  options?: CallOptions,
): Promise<void> {
  const request = { path: '/cgi-bin/message/custom/send', body: message, response: doneSchema };
  await api.call({ method: 'POST', ...request }, options);
}

/**
 * 客服输入状态 (api_typing): shows “正在输入” to someone who wrote within the last 30 seconds, for a few
 * seconds, or takes it away.
 * @returns false where WeChat shows nothing (45080 no message lately, 45081 shown already)
 * @throws WechatRefusedError (48001 not verified), WechatUnreachableError
 */
export async function typing(
  api: WechatApi,
  openid: string,
  command: 'Typing' | 'CancelTyping',
  options?: CallOptions,
): Promise<boolean> {
  const body = { touser: openid, command };
  const request = { path: '/cgi-bin/message/custom/typing', body, response: doneSchema };
  try {
    await api.call({ method: 'POST', ...request }, options);
    return true;
  } catch (error) {
    if (error instanceof WechatRefusedError && error.class === 'N') return false;
    throw error;
  }
}
