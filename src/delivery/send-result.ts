import { WechatRefusedError, WechatUnreachableError } from '../wechat/api/errors';
import type { SendResult } from './outcome';
import type { AttemptEnd } from './settle-store';

/** What came of one call, for the decision and for the attempt's row. */
export interface CallResult {
  result: SendResult;
  end: AttemptEnd;
}

const TOKEN_CALLS = new Set(['/cgi-bin/stable_token', '/cgi-bin/token']);

/** The call came back without an error. */
export const accepted: CallResult = {
  result: { kind: 'accepted' },
  end: { outcome: 'accepted', code: null, rid: null, detail: null },
};

/**
 * Reads what a call rejected with. An error that is neither of the client's two is a fault of ours, of
 * which nobody knows whether the request had left: it is taken as if it might have arrived.
 */
export function readCallError(error: unknown): CallResult {
  if (error instanceof WechatRefusedError) {
    const { code, rid, message, endpoint } = error;
    return {
      result: { kind: 'refused', code, class: error.class, fromToken: TOKEN_CALLS.has(endpoint) },
      end: { outcome: 'refused', code, rid, detail: message },
    };
  }
  const mayHaveArrived = !(error instanceof WechatUnreachableError) || error.mayHaveArrived;
  const detail = error instanceof WechatUnreachableError ? error.message : '程序出错，请看日志';
  return {
    result: { kind: 'unreachable', mayHaveArrived },
    end: { outcome: mayHaveArrived ? 'no_answer' : 'not_sent', code: null, rid: null, detail },
  };
}
