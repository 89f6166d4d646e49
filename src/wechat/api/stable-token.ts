import { z } from 'zod';
import { TOKEN_PATH } from './errors';
import type { Transport } from './exchange';
import { send } from './transport';

const responseSchema = z.object({
  access_token: z.string().min(1),
  expires_in: z.number().int().positive(),
});

/**
 * 获取稳定版接口调用凭据 (api_getstableaccesstoken). Within its validity WeChat gives the same token
 * again; `force_refresh` is never asked for, because it kills the token of every other system of the unit.
 * @returns the token and the seconds that it has left
 * @throws WechatRefusedError, WechatUnreachableError
 */
export async function getStableAccessToken(
  transport: Transport,
): Promise<{ accessToken: string; expiresInSeconds: number }> {
  const { appId, appSecret } = transport;
  const response = await send(
    transport,
    {
      method: 'POST',
      path: TOKEN_PATH,
      body: {
        grant_type: 'client_credential',
        appid: appId,
        secret: appSecret,
        force_refresh: false,
      },
      response: responseSchema,
    },
    null,
  );
  return { accessToken: response.access_token, expiresInSeconds: response.expires_in };
}
