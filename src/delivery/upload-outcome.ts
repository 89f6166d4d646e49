import { WechatRefusedError, WechatUnreachableError } from '../wechat/api/errors';
import { decideOutcome, later, type Outcome } from './outcome';
import { readCallError } from './send-result';
import type { DeliveryReason } from './states';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/**
 * What it means for an answer that its picture could not be given to WeChat: 新增临时素材
 * (api_uploadtempmedia), 全局返回码 (Global return codes). Nothing has been sent to the citizen, and an
 * upload may always be done again. A refusal of the token rests the account as it does for a send; a
 * refusal of the upload is about pictures alone, so that the account's other answers go on. Pure.
 * @param attempts how often this delivery was tried, this time included
 */
export function decideUploadFailure(error: unknown, attempts: number, now: Date): Outcome {
  if (error instanceof WechatUnreachableError) return later('unreachable', attempts);
  if (!(error instanceof WechatRefusedError)) return later('store_fault', attempts);
  const { result } = readCallError(error);
  if (result.kind === 'refused' && result.fromToken) return decideOutcome(result, attempts, now);
  if (error.code === 45011) return again('too_frequent', 2 * MINUTE_MS);
  switch (error.class) {
    case 'R':
    case 'T':
      return later('busy', attempts);
    case 'Q':
      return again('api_quota_used', HOUR_MS);
    case 'P':
      return later('account_fault', attempts);
    case 'U':
    case 'B':
    case 'N':
      return { kind: 'failed', reason: 'picture_refused', ledger: 'not_spent' };
  }
}

function again(reason: DeliveryReason, delayMs: number): Outcome {
  return { kind: 'later', reason, delayMs, pauses: false, ledger: 'not_spent' };
}
