import { WechatRefusedError, WechatUnreachableError } from '../wechat/api/errors';

const NOT_GRANTED = 48001;

/** Whether WeChat said that the account may not make menus by the API (48001). */
export function isNotGranted(error: unknown): boolean {
  return error instanceof WechatRefusedError && error.code === NOT_GRANTED;
}

/** The sentence for the operator; a fault of our own is not a sentence and is thrown on. */
export function sentenceOf(error: unknown): string {
  if (error instanceof WechatRefusedError || error instanceof WechatUnreachableError) {
    return error.message;
  }
  throw error;
}
