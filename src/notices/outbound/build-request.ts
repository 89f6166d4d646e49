import { createHmac } from 'node:crypto';
import type { ClaimedOutbound } from './outbound-store';
import type { Target } from './targets';

/** A request that is ready to leave. */
export interface OutboundRequest {
  url: URL;
  headers: Readonly<Record<string, string>>;
  body: string;
}

/** What WeCom takes of a text; DingTalk takes more. */
const MOST_TEXT_BYTES = 2048;
const MOST_LINES = 15;

/**
 * How many of a robot's waiting lines go into one message: both apps take twenty messages a minute of a
 * robot and shut it for ten minutes at the twenty-first.
 */
export function countLines(messages: readonly ClaimedOutbound[]): number {
  let bytes = 0;
  const fitting = messages.slice(0, MOST_LINES).findIndex((message) => {
    bytes += Buffer.byteLength(textOf(message)) + 1;
    return bytes > MOST_TEXT_BYTES;
  });
  return fitting < 0 ? Math.min(messages.length, MOST_LINES) : Math.max(1, fitting);
}

/** 企业微信群机器人 and 钉钉自定义机器人: one text of several lines. @param now signs DingTalk's address, where the robot has a secret */
export function buildRobotRequest(
  { app, secret, url }: Extract<Target, { kind: 'robot' }> & { url: string },
  messages: readonly ClaimedOutbound[],
  now: Date,
): OutboundRequest {
  const content = messages.map(textOf).join('\n');
  const address = new URL(url);
  if (app === 'dingtalk' && secret !== null) {
    const timestamp = String(now.getTime());
    address.searchParams.set('timestamp', timestamp);
    address.searchParams.set('sign', signDingTalk(secret, timestamp));
  }
  return {
    url: address,
    headers: { 'content-type': 'application/json; charset=utf-8' },
    body: JSON.stringify({ msgtype: 'text', text: { content } }),
  };
}

/** 加签: HMAC-SHA256 of time and secret, as DingTalk's “自定义机器人安全设置” has it. @param timestamp milliseconds */
export function signDingTalk(secret: string, timestamp: string): string {
  return createHmac('sha256', secret).update(`${timestamp}\n${secret}`).digest('base64');
}

/**
 * A webhook: the body is signed together with the time, so that neither an old nor a changed one passes.
 * `X-Zhijian-Signature: v1=` and HMAC-SHA256, in hexadecimal, of `<timestamp>.<body>`; seconds.
 */
export function buildWebhookRequest(
  { url, secret }: { url: string; secret: string },
  { id, body }: ClaimedOutbound,
  now: Date,
): OutboundRequest {
  const text = JSON.stringify(body);
  const timestamp = String(Math.floor(now.getTime() / 1000));
  return {
    url: new URL(url),
    headers: {
      'content-type': 'application/json; charset=utf-8',
      'x-zhijian-delivery': id,
      'x-zhijian-timestamp': timestamp,
      'x-zhijian-signature': `v1=${signWebhook(secret, timestamp, text)}`,
    },
    body: text,
  };
}

/** @param timestamp seconds */
export function signWebhook(secret: string, timestamp: string, body: string): string {
  return createHmac('sha256', secret).update(`${timestamp}.${body}`).digest('hex');
}

function textOf({ body }: ClaimedOutbound): string {
  return String(body['text']);
}
