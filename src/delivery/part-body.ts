import type { Reply } from '../wechat/reply';

/** A picture that staff attached; WeChat is given it just before it is sent. */
export interface PictureBody {
  kind: 'picture';
  /** Its name in the media store: 64 hexadecimal digits. */
  sha256: string;
}

/** Words to tap; a tap comes back as a message with the id (msgmenu of 发送客服消息). */
export interface ChoicesBody {
  kind: 'choices';
  text: string;
  choices: readonly { id: string; content: string }[];
  tail: string;
}

/** What one message of a delivery carries. */
export type PartBody = Reply | PictureBody | ChoicesBody;
