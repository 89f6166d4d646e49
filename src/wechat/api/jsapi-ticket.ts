import { createHash, randomBytes } from 'node:crypto';
import { z } from 'zod';
import type { Clock } from '../../platform/clock';
import type { Logger } from '../../platform/logger';
import type { TokenStore } from './token-store';
import { Tokens } from './tokens';
import type { CallOptions } from './transport';
import type { WechatApi } from './wechat-api';

const ticketSchema = z.object({
  ticket: z.string().min(1),
  expires_in: z.number().int().positive(),
});

/**
 * 获取sdk临时票据 (api_getticket): good for 7200 seconds, to be kept.
 * @throws WechatRefusedError, WechatUnreachableError
 */
export async function getTicket(
  api: WechatApi,
  options?: CallOptions,
): Promise<{ ticket: string; expiresInSeconds: number }> {
  const path = '/cgi-bin/ticket/getticket';
  const request = { path, query: { type: 'jsapi' }, response: ticketSchema };
  const answer = await api.call({ method: 'GET', ...request }, options);
  return { ticket: answer.ticket, expiresInSeconds: answer.expires_in };
}

/** What `wx.config` wants in a page. */
export interface JsapiConfig {
  appId: string;
  /** Seconds since 1970. */
  timestamp: number;
  nonceStr: string;
  signature: string;
}

/**
 * JS-SDK 使用权限签名算法: SHA-1, in hex, over the four values in this order.
 * @param signed `url`: of the page as the browser shows it; what follows `#` is left out
 */
export function signJsapi(signed: {
  ticket: string;
  nonceStr: string;
  timestamp: number;
  url: string;
}): string {
  const [url] = signed.url.split('#', 1);
  const text = `jsapi_ticket=${signed.ticket}&noncestr=${signed.nonceStr}&timestamp=${signed.timestamp}&url=${url}`;
  return createHash('sha1').update(text).digest('hex');
}

/** Signs pages of one account. */
export interface JsapiSigner {
  /** @throws WechatRefusedError, WechatUnreachableError where no ticket can be had */
  sign(url: string): Promise<JsapiConfig>;
}

/**
 * A signer whose ticket is kept and shared like the access token, under `<account>:jsapi` in the store.
 * Make one per process and account.
 */
export function createJsapiSigner(
  api: WechatApi,
  parts: { store: TokenStore; clock: Clock; logger: Logger },
): JsapiSigner {
  const tickets = new Tokens({
    ...parts,
    account: `${api.account}:jsapi`,
    fetch: async () => {
      const { ticket, expiresInSeconds } = await getTicket(api);
      return { accessToken: ticket, expiresInSeconds };
    },
  });
  return {
    async sign(url) {
      const { value: ticket } = await tickets.get();
      const nonceStr = randomBytes(12).toString('hex');
      const timestamp = Math.floor(parts.clock.now().getTime() / 1000);
      const signature = signJsapi({ ticket, nonceStr, timestamp, url });
      return { appId: api.appId, timestamp, nonceStr, signature };
    },
  };
}
