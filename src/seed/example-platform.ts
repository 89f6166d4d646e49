/** Stands in for WeChat while examples are made: each citizen's answers fare as planned, files are drawn. */
import type { AccountApi } from '../delivery/account-api';
import type { WechatMedia } from '../media/wechat-media';
import { WechatRefusedError, WechatUnreachableError } from '../wechat/api/errors';
import { drawPage, playTones } from './example-files';
import { openidOf } from './example-push';
import type { PlannedCase } from './planned-case';

const SEND = '/cgi-bin/message/custom/send';
/** 内容含有违法违规内容 (87014) and 系统繁忙 (-1). */
const CONTENT_REFUSED = { endpoint: SEND, code: 87014, message: 'risky content' };
const BUSY = { endpoint: SEND, code: -1, message: 'system error' };

/** Receipts and notices arrive; answers fare as planned. */
export function createExampleAccount(plans: readonly PlannedCase[]): AccountApi {
  const planned = new Map(plans.map((plan) => [openidOf(plan), plan]));
  return {
    async sendMessage(message) {
      const plan = planned.get(message.touser);
      const text = message.msgtype === 'text' ? message.text.content : '';
      if (!plan || !text.includes(plan.story.answer)) return;
      switch (plan.sending) {
        case 'accepted':
          return;
        case 'refused':
          throw new WechatRefusedError(CONTENT_REFUSED);
        case 'silent':
          throw new WechatUnreachableError(SEND, true, 'UND_ERR_SOCKET');
        case 'busy':
          throw new WechatRefusedError(BUSY);
      }
    },
    isFollower: async () => true,
    sendNotice: async () => undefined,
    probeMenu: async () => undefined,
    getSendQuota: async () => ({ dailyLimit: 100_000, remain: 100_000 }),
  };
}

/** A drawn page for each picture, tones for each voice; the media id tells which. */
export const exampleMedia: Pick<WechatMedia, 'open'> = {
  async open(_account, mediaId) {
    const [kind, , nth] = mediaId.split('-');
    return inOnePiece(kind === 'voice' ? playTones() : drawPage(Number(nth)));
  },
};

async function* inOnePiece(content: Buffer): AsyncGenerator<Uint8Array> {
  yield content;
}
