/** What delivery asks of the room `media` for the pictures of an answer; `compose.ts` hands it in. */
export interface PicturePort {
  /**
   * WeChat's media id of a picture, good for now; uploaded first where WeChat does not have it.
   * @returns null where the file is gone, or was never kept for this account
   * @throws WechatRefusedError, WechatUnreachableError; anything else is a fault of the store
   */
  getMediaId(account: string, sha256: string): Promise<string | null>;
  /**
   * Forgets an id that WeChat did not take, so that the next `getMediaId` uploads anew.
   * @returns false where WeChat had given it just now: another would fare no better
   */
  forgetMediaId(account: string, sha256: string, mediaId: string): Promise<boolean>;
}
