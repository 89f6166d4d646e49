import { describeReturnCode } from '../return-codes';
import type { ReturnCodeClass } from '../return-code-table';

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
  /** WeChat's request id, which its support and `openapi/rid/get` ask for; null where none was given. */
  readonly rid: string | null;
  readonly class: ReturnCodeClass;
  readonly forStaff: string;
  readonly forOperator: string;

  /** @param asked `token`: the refusal came from the token call, where 40001 means a wrong AppSecret */
  constructor(refusal: Refusal, asked: 'api' | 'token' = 'api') {
    const meaning = describeReturnCode(refusal.code);
    const forOperator = operatorSentence(refusal, asked, meaning.forOperator);
    const rid = /\brid:\s*([\w-]+)/.exec(refusal.message)?.[1] ?? null;
    super(
      `${forOperator}（代码 ${refusal.code}，接口 ${refusal.endpoint}${rid ? `，rid ${rid}` : ''}）`,
    );
    this.name = 'WechatRefusedError';
    this.endpoint = refusal.endpoint;
    this.code = refusal.code;
    this.wechatMessage = refusal.message;
    this.rid = rid;
    this.class = asked === 'token' && refusal.code === 40001 ? 'P' : meaning.class;
    this.forOperator = forOperator;
    this.forStaff =
      asked === 'token' ? '公众号与微信的连接没有通过验证，请联系系统管理员。' : meaning.forStaff;
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

function operatorSentence(refusal: Refusal, asked: 'api' | 'token', sentence: string): string {
  if (asked === 'token' && refusal.code === 40001) {
    return 'AppSecret 不对或已被重置，请核对环境变量里的 APP_SECRET。';
  }
  const ip = refusal.code === 40164 ? addressToAllow(refusal.message) : null;
  if (ip) return `请在微信开发者平台的“IP 白名单”里加上服务器的出口 IP ${ip}。`;
  return sentence;
}

/** The address that WeChat saw, from `invalid ip 1.2.3.4 ipv6 ::ffff:1.2.3.4, not in whitelist`. */
function addressToAllow(message: string): string | null {
  return (
    /\b(?:\d{1,3}\.){3}\d{1,3}\b/.exec(message)?.[0] ??
    /ip(?:v6)? ([0-9a-f:]+)/i.exec(message)?.[1] ??
    null
  );
}
