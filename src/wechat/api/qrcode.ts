import { z } from 'zod';
import type { CallOptions } from './transport';
import type { WechatApi } from './wechat-api';

/** What a scan tells: a number, or a text of 1 to 64 characters. */
export type QrcodeScene =
  /** For at most 30 days. */
  | { action_name: 'QR_SCENE'; expire_seconds: number; scene_id: number }
  | { action_name: 'QR_STR_SCENE'; expire_seconds: number; scene_str: string }
  /** For ever; 1 to 100 000, and at most so many of both kinds. */
  | { action_name: 'QR_LIMIT_SCENE'; scene_id: number }
  | { action_name: 'QR_LIMIT_STR_SCENE'; scene_str: string };

const qrcodeSchema = z.object({
  ticket: z.string(),
  /** Only where it ends. */
  expire_seconds: z.number().optional(),
  /** What the code says: to draw one's own picture. */
  url: z.string(),
});
export type Qrcode = z.infer<typeof qrcodeSchema>;

/**
 * 生成带参数的二维码 (api_createqrcode): for verified service accounts.
 * @throws WechatRefusedError (40052, 40053, 48001), WechatUnreachableError
 */
export async function createQrcode(
  api: WechatApi,
  scene: QrcodeScene,
  options?: CallOptions,
): Promise<Qrcode> {
  const { action_name, ...rest } = scene;
  const body = {
    action_name,
    ...('expire_seconds' in rest && { expire_seconds: rest.expire_seconds }),
    action_info: {
      scene: 'scene_id' in rest ? { scene_id: rest.scene_id } : { scene_str: rest.scene_str },
    },
  };
  const request = { path: '/cgi-bin/qrcode/create', body, response: qrcodeSchema };
  return api.call({ method: 'POST', ...request }, options);
}

/** 通过 ticket 换取二维码: the address of the picture, for everyone who has the ticket. */
export function buildQrcodeUrl(ticket: string): string {
  return `https://mp.weixin.qq.com/cgi-bin/showqrcode?ticket=${encodeURIComponent(ticket)}`;
}
