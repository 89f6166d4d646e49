import type { Clock } from '../platform/clock';
import type { Logger } from '../platform/logger';
import { WechatRefusedError, WechatUnreachableError } from '../wechat/api/errors';
import type { CustomMessage } from '../wechat/api/custom-message';
import { buildCustomMessage } from './build-message';
import type { Claimed } from './claim-store';
import { later, type Outcome } from './outcome';
import type { PicturePort } from './picture-port';
import { readCallError } from './send-result';
import type { DeliveryReason } from './states';
import { decideUploadFailure } from './upload-outcome';

export interface PrepareParts {
  pictures: PicturePort;
  clock: Clock;
  logger: Logger;
}

/** A message as it leaves, or why it cannot: then nothing has left. */
export type Prepared =
  { kind: 'ready'; message: CustomMessage } | { kind: 'unready'; outcome: Outcome; detail: string };

/**
 * Makes the message of a claim that may be sent. A picture is given to WeChat first, which takes as long
 * as an upload takes. Never rejects.
 */
export async function prepareMessage(claimed: Claimed, parts: PrepareParts): Promise<Prepared> {
  const { account, body, facts } = claimed;
  const openid = facts.openid!;
  if (body.kind !== 'picture') {
    const message = buildCustomMessage(openid, body);
    return message ? { kind: 'ready', message } : failed('rejected');
  }
  try {
    const mediaId = await parts.pictures.getMediaId(account, body.sha256);
    if (mediaId === null) return failed('picture_lost');
    const message = { touser: openid, msgtype: 'image' as const, image: { media_id: mediaId } };
    return { kind: 'ready', message };
  } catch (error) {
    const isOurs = !(
      error instanceof WechatRefusedError || error instanceof WechatUnreachableError
    );
    const { id: outboxId, part } = claimed;
    if (isOurs) parts.logger.error({ err: error, account, outboxId, part }, 'no picture to send');
    const outcome = decideUploadFailure(error, claimed.attempts + 1, parts.clock.now());
    return { kind: 'unready', outcome, detail: readCallError(error).end.detail ?? '' };
  }
}

/**
 * What follows where WeChat did not take a picture by its id (40007): it is uploaded anew, unless the id
 * had been given just now. Never rejects.
 * @param outcome what the refusal would mean for any other message
 */
export async function renewPicture(
  claimed: Claimed,
  message: CustomMessage,
  outcome: Outcome,
  { pictures, logger }: PrepareParts,
): Promise<Outcome> {
  const { account, body, id: outboxId } = claimed;
  const isExpired = outcome.kind === 'failed' && outcome.reason === 'media_expired';
  if (!isExpired || body.kind !== 'picture' || message.msgtype !== 'image') return outcome;
  const again = later('picture_renewed', claimed.attempts + 1);
  try {
    const { media_id: mediaId } = message.image;
    return (await pictures.forgetMediaId(account, body.sha256, mediaId)) ? again : outcome;
  } catch (error) {
    logger.warn({ err: error, account, outboxId }, 'a picture could not be forgotten yet');
    return again;
  }
}

function failed(reason: DeliveryReason): Prepared {
  return { kind: 'unready', outcome: { kind: 'failed', reason, ledger: 'not_spent' }, detail: '' };
}
