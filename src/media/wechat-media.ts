import { getMedia, uploadTempMedia } from '../wechat/api/media';
import type { WechatApi } from '../wechat/api/wechat-api';
import { NotConnectedError } from './fetch-outcome';
import type { MediaKind } from './media-kind';

/** Where citizens' files come from: two methods of WeChat's API, by account. */
export interface WechatMedia {
  /**
   * Opens a citizen's file; the stream fails where it is cut or larger than `maxBytes`.
   * @throws WechatRefusedError, WechatUnreachableError, WechatFileTooLargeError, NotConnectedError
   */
  open(
    account: string,
    mediaId: string,
    options: { maxBytes: number; signal: AbortSignal },
  ): Promise<AsyncIterable<Uint8Array>>;
  /**
   * Gives WeChat a file to send.
   * @returns its temporary id, good for three days
   * @throws WechatRefusedError, WechatUnreachableError, NotConnectedError
   */
  upload(
    account: string,
    kind: MediaKind,
    file: { fileName: string; contentType: string; bytes: Buffer },
  ): Promise<string>;
}

/** 获取临时素材 and 新增临时素材 with the client of the message's account. */
export function createWechatMedia(
  findApi: (account: string) => WechatApi | undefined,
): WechatMedia {
  const getApi = (account: string): WechatApi => {
    const api = findApi(account);
    if (!api) throw new NotConnectedError(account);
    return api;
  };
  return {
    async open(account, mediaId, options) {
      const { content } = await getMedia(getApi(account), mediaId, options);
      return content as AsyncIterable<Uint8Array>;
    },
    async upload(account, kind, { fileName, contentType, bytes }) {
      const content = new Blob([new Uint8Array(bytes)], { type: contentType });
      const { mediaId } = await uploadTempMedia(getApi(account), kind, { fileName, content });
      return mediaId;
    },
  };
}
