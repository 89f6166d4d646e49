/**
 * What an account can answer passively. Source: 被动回复用户消息 (Passive_user_reply_message).
 * A reply is kept as this data, not as XML, so that a retry can be given the same reply anew.
 */
export interface Article {
  title: string;
  description: string;
  pictureUrl: string;
  url: string;
}

export type Reply =
  /** Nothing to say: the body `success`. */
  | { kind: 'none' }
  | { kind: 'text'; text: string }
  | { kind: 'image'; mediaId: string }
  | { kind: 'voice'; mediaId: string }
  | { kind: 'video'; mediaId: string; title?: string; description?: string }
  | {
      kind: 'music';
      thumbMediaId: string;
      title?: string;
      description?: string;
      musicUrl?: string;
      hqMusicUrl?: string;
    }
  /** One article when a message is answered; up to eight for events. */
  | { kind: 'news'; articles: Article[] }
  | { kind: 'transfer_customer_service'; kfAccount?: string };

/** WeChat's limit for one text, in bytes of UTF-8. */
export const TEXT_LIMIT_BYTES = 2048;
