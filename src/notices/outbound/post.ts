import { request, type Dispatcher } from 'undici';
import { OutboundRefused } from '../../platform/guarded-dispatcher';
import type { OutboundPolicy } from '../../platform/outbound-policy';
import type { OutboundRequest } from './build-request';

const TIMEOUT_MS = 10_000;
const MOST_BYTES = 64 * 1024;

/** What came back: `text` is the beginning of the answer. */
export type Posted =
  | { kind: 'answer'; status: number; text: string }
  /** `detail` in Chinese, for the operator. */
  | { kind: 'failed'; detail: string };

export type Post = (outbound: OutboundRequest) => Promise<Posted>;

/**
 * Sends requests to allowed addresses only. Redirects are not followed: nobody is sent on to where the
 * operator has not sent us.
 */
export function createPost(dispatcher: Dispatcher, policy: OutboundPolicy): Post {
  return async ({ url, headers, body }) => {
    if (url.protocol !== 'https:' && !policy.allowsPlainHttp(url)) {
      return { kind: 'failed', detail: '网址要以 https:// 开头，没有发送。' };
    }
    try {
      const signal = AbortSignal.timeout(TIMEOUT_MS);
      const response = await request(url, { method: 'POST', headers, body, signal, dispatcher });
      return { kind: 'answer', status: response.statusCode, text: await readStart(response.body) };
    } catch (error) {
      return { kind: 'failed', detail: explain(error) };
    }
  };
}

async function readStart(body: AsyncIterable<Buffer>): Promise<string> {
  const pieces: Buffer[] = [];
  let bytes = 0;
  // Leaving early destroys the body, and with it the connection.
  for await (const piece of body) {
    pieces.push(piece);
    bytes += piece.length;
    if (bytes > MOST_BYTES) break;
  }
  return Buffer.concat(pieces).toString('utf8');
}

function explain(error: unknown): string {
  if (error instanceof OutboundRefused) {
    return '这个地址不在允许连接的范围内，没有发送。内网地址要写进 OUTBOUND_PRIVATE_ALLOW。';
  }
  const { name = '', code = '' } = error as { name?: string; code?: string };
  if (name === 'TimeoutError' || /TIMEOUT/.test(code)) return '对方十秒内没有回应。';
  return code === 'ENOTFOUND' ? '找不到这个主机名。' : '连不上对方。';
}
