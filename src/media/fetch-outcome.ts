/** What a failed fetch leads to: pure, so that every case can be read off a table. */
import {
  WechatFileTooLargeError,
  WechatRefusedError,
  WechatUnreachableError,
} from '../wechat/api/errors';
import { StoreError } from './media-store';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/** WeChat keeps a citizen's file for three days (获取临时素材). */
export const WECHAT_KEEPS_MS = 72 * HOUR_MS;
/** A file that is still missing after two days is somebody's business: one day is left. */
export const ALARM_AFTER_MS = 48 * HOUR_MS;

/** Why a file is not here: keys are stored, words are for staff. */
export const fetchReasons = {
  unreachable: '暂时连不上微信，系统会自动再试。',
  busy: '微信那边正忙，系统会自动再试。',
  account_fault: '公众号的接口现在不能用，已通知系统管理员，恢复后自动再取。',
  disk_full: '服务器磁盘空间不够，腾出空间后系统会自动再取，请联系系统管理员。',
  store_broken: '服务器的存储出了故障，修好后系统会自动再取，请联系系统管理员。',
  our_fault: '系统处理这个文件时出错，会自动再试。',
  gone: '微信说这个文件已失效。请联系群众重新发送。',
  refused: '微信不给这个文件。请联系群众重新发送。',
  too_large: '文件太大，没有保存。请联系群众分段或压缩后重新发送。',
  wrong_type:
    '收到的内容打不开，不是图片、语音或视频（可能已损坏），没有保存。请联系群众重新发送。',
  empty: '收到的文件是空的。请联系群众重新发送。',
} as const;
export type FetchReason = keyof typeof fetchReasons;

/** The content is not what its message said. */
export class WrongTypeError extends Error {
  constructor() {
    super('the content is not of the kind that its message said');
    this.name = 'WrongTypeError';
  }
}

/** The account of a message is not connected to WeChat just now. */
export class NotConnectedError extends Error {
  constructor(readonly account: string) {
    super(`the account ${account} is not connected`);
    this.name = 'NotConnectedError';
  }
}

export interface Failure {
  reason: FetchReason;
  code: number | null;
}

/** What a fetch that threw `error` came to. */
export function failureOf(error: unknown): Failure {
  if (error instanceof WechatRefusedError) return { reason: refusalOf(error), code: error.code };
  return { reason: reasonOf(error), code: null };
}

function reasonOf(error: unknown): FetchReason {
  if (error instanceof WechatUnreachableError) return 'unreachable';
  if (error instanceof WechatFileTooLargeError) return 'too_large';
  if (error instanceof WrongTypeError) return 'wrong_type';
  if (error instanceof NotConnectedError) return 'account_fault';
  if (!(error instanceof StoreError)) return 'our_fault';
  switch (error.fault) {
    case 'full':
      return 'disk_full';
    case 'too_large':
      return 'too_large';
    case 'empty':
      return 'empty';
    case 'missing':
    case 'broken':
      return 'store_broken';
  }
}

/** 40007 is a media id that is no more, or never was. */
function refusalOf({ code, class: kind }: WechatRefusedError): FetchReason {
  if (code === 40007) return 'gone';
  switch (kind) {
    case 'R':
    case 'Q':
      return 'busy';
    case 'T':
    case 'P':
      return 'account_fault';
    case 'U':
    case 'B':
    case 'N':
      return 'refused';
  }
}

/** How often WeChat is asked before its word, or what it gave, is taken as final; absent: for three days. */
const LAST_ATTEMPT: Partial<Record<FetchReason, number>> = {
  gone: 2,
  refused: 3,
  wrong_type: 3,
  empty: 3,
  too_large: 1,
};
/** Waits after the first, second … attempt; the last one repeats. */
const BACK_OFF_MS = [10_000, MINUTE_MS, 5 * MINUTE_MS, 15 * MINUTE_MS, 30 * MINUTE_MS, HOUR_MS];
/** What people put right should be tried soon after. */
const LONGEST_MS: Partial<Record<FetchReason, number>> = {
  disk_full: 5 * MINUTE_MS,
  store_broken: 5 * MINUTE_MS,
};

export type NextStep =
  { state: 'waiting'; nextAt: Date } | { state: 'failed' } | { state: 'expired' };

/**
 * Whether and when a fetch that failed is tried again.
 * @param attempts how many there were, this one included
 * @param random in [0, 1): spreads the attempts of files that failed together
 */
export function planNextStep(
  { reason }: Failure,
  attempts: number,
  receivedAt: Date,
  now: Date,
  random: number,
): NextStep {
  const endsAt = receivedAt.getTime() + WECHAT_KEEPS_MS;
  if (attempts >= (LAST_ATTEMPT[reason] ?? Infinity)) {
    return { state: reason === 'gone' ? 'expired' : 'failed' };
  }
  if (now.getTime() >= endsAt) return { state: 'expired' };
  const planned = BACK_OFF_MS[Math.min(attempts, BACK_OFF_MS.length) - 1]!;
  const waitMs = Math.min(planned, LONGEST_MS[reason] ?? Infinity) * (1 + random / 5);
  return { state: 'waiting', nextAt: new Date(Math.min(now.getTime() + waitMs, endsAt)) };
}
