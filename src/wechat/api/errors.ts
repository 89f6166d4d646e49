import { describeReturnCode, type ReturnCode } from '../return-codes';
import type { ReturnCodeClass } from '../return-code-table';

/** 获取稳定版接口调用凭据 (api_getstableaccesstoken), whose refusals mean something of their own. */
export const TOKEN_PATH = '/cgi-bin/stable_token';
const OAUTH_PATH = '/sns/';
const BAD_OAUTH_CODE = 40029;

/** What WeChat said when it refused: `message` is its errmsg, without secrets. */
export interface Refusal {
  /** The path: `/cgi-bin/menu/create`. */
  endpoint: string;
  code: number;
  message: string;
}

/**
 * WeChat understood the request and refused it: nothing was done. `message` is the sentence for the
 * operator with code, endpoint and rid. Codes: 全局返回码 (Global return codes).
 */
export class WechatRefusedError extends Error {
  readonly endpoint: string;
  readonly code: number;
  /** WeChat's own errmsg, for logs. */
  readonly wechatMessage: string;
  /** WeChat's request id, which its support and `getRidInfo` ask for; null where none was given. */
  readonly rid: string | null;
  /** The server's address as WeChat saw it and does not allow it (40164); else null. */
  readonly addressToAllow: string | null;
  readonly class: ReturnCodeClass;
  readonly forStaff: string;
  readonly forOperator: string;

  constructor(refusal: Refusal) {
    const meaning = meaningOf(refusal);
    const rid = /\brid:\s*([\w-]+)/.exec(refusal.message)?.[1] ?? null;
    super(
      `${meaning.forOperator}（代码 ${refusal.code}，接口 ${refusal.endpoint}${rid ? `，rid ${rid}` : ''}）`,
    );
    this.name = 'WechatRefusedError';
    this.endpoint = refusal.endpoint;
    this.code = refusal.code;
    this.wechatMessage = refusal.message;
    this.rid = rid;
    this.addressToAllow = addressToAllow(refusal);
    this.class = meaning.class;
    this.forOperator = meaning.forOperator;
    this.forStaff = meaning.forStaff;
  }
}

/**
 * No answer that can be trusted: no connection, a cut or a timeout, a 5xx, or a body that is not
 * WeChat's JSON.
 */
export class WechatUnreachableError extends Error {
  /**
   * @param endpoint the path: `/cgi-bin/menu/create`
   * @param mayHaveArrived false only where the request surely never left: it may then be sent again
   * @param reason a short technical word for the log: `ECONNREFUSED`, `HTTP 502`
   */
  constructor(
    readonly endpoint: string,
    readonly mayHaveArrived: boolean,
    readonly reason: string,
    options?: ErrorOptions,
  ) {
    super(
      mayHaveArrived
        ? `微信没有给出明确的答复，不知道这次调用是否生效（接口 ${endpoint}，${reason}）`
        : `连不上微信，这次调用没有发出（接口 ${endpoint}，${reason}）`,
      options,
    );
    this.name = 'WechatUnreachableError';
  }
}

/** A file of WeChat's is larger than the caller takes; what came so far is to be thrown away. */
export class WechatFileTooLargeError extends Error {
  constructor(
    readonly endpoint: string,
    readonly maxBytes: number,
  ) {
    super(`微信给的文件超过 ${maxBytes} 字节，没有下载（接口 ${endpoint}）`);
    this.name = 'WechatFileTooLargeError';
  }
}

function meaningOf(refusal: Refusal): Omit<ReturnCode, 'code'> {
  const general = describeReturnCode(refusal.code);
  if (refusal.endpoint === TOKEN_PATH) {
    const isSecret = refusal.code === 40001;
    return {
      class: isSecret ? 'P' : general.class,
      forStaff: '公众号与微信的连接没有通过验证，请联系系统管理员。',
      forOperator: isSecret
        ? 'AppSecret 不对或已被重置，请核对环境变量里的 APP_SECRET。'
        : withAddress(refusal, general.forOperator),
    };
  }
  // Here the token is the citizen's own, so the citizen starts again.
  if (refusal.endpoint.startsWith(OAUTH_PATH) && general.class === 'T') {
    return describeReturnCode(BAD_OAUTH_CODE);
  }
  return { ...general, forOperator: withAddress(refusal, general.forOperator) };
}

function withAddress(refusal: Refusal, sentence: string): string {
  const address = addressToAllow(refusal);
  return address === null
    ? sentence
    : `请在微信开发者平台的“IP 白名单”里加上服务器的出口 IP ${address}。`;
}

/** The address that WeChat saw, from `invalid ip 1.2.3.4 ipv6 ::ffff:1.2.3.4, not in whitelist`. */
function addressToAllow({ code, message }: Refusal): string | null {
  if (code !== 40164) return null;
  return (
    /\b(?:\d{1,3}\.){3}\d{1,3}\b/.exec(message)?.[0] ??
    /ip(?:v6)? ([0-9a-f:]+)/i.exec(message)?.[1] ??
    null
  );
}
