import type { Reply } from '../wechat/reply';

/** A picture that staff attached; WeChat is given it just before it is sent. */
export interface PictureBody {
  kind: 'picture';
  /** Its name in the media store: 64 hexadecimal digits. */
  sha256: string;
}

/** What one message of a delivery carries. */
export type PartBody = Reply | PictureBody;
