/** Sends what waits for robots and other systems; any number of processes at once. */
import { randomUUID } from 'node:crypto';
import type { Database } from '../../database/database';
import type { Clock } from '../../platform/clock';
import { buildRobotRequest, buildWebhookRequest, countLines } from './build-request';
import {
  claimOutbound,
  settleOutbound,
  sweepOutbound,
  type ClaimedOutbound,
} from './outbound-store';
import type { Post, Posted } from './post';
import { missingOf, type Target } from './targets';

const MINUTE_MS = 60_000;
const LEASE_MS = 2 * MINUTE_MS;
const LIMIT = 60;
/** After the first failure, the second …; after the last it has failed. What a group is told is soon stale. */
const AGAIN_MINUTES = { robot: [1, 5, 15], webhook: [1, 5, 30, 120, 360, 720] } as const;

export interface OutboundParts {
  database: Database;
  clock: Clock;
  post: Post;
  /** Of the files that are live. */
  targets: () => readonly Target[];
}

/**
 * Sends what is due now, one request at a time for each target. Sending is outside of any transaction:
 * a process that ends meanwhile leaves a lease that runs out, and what it had sent is sent again; a
 * webhook's receiver knows it by its id. @returns how many messages were sent
 */
export async function sendOutbound(parts: OutboundParts): Promise<number> {
  const { database, clock } = parts;
  await sweepOutbound(database, clock.now());
  const ready = new Map(
    parts.targets().flatMap((one) => (missingOf(one) === null ? [[one.id, one] as const] : [])),
  );
  const now = clock.now();
  const claims = await claimOutbound(database, {
    targets: [...ready.keys()],
    ...{ now, leaseUntil: new Date(now.getTime() + LEASE_MS), leaseId: randomUUID(), limit: LIMIT },
  });
  const sent = await Promise.all(
    [...ready.values()].map((target) =>
      sendTo(
        parts,
        target,
        claims.filter((claim) => claim.target === target.id),
      ),
    ),
  );
  return sent.reduce((sum, count) => sum + count, 0);
}

async function sendTo(
  parts: OutboundParts,
  target: Target,
  messages: readonly ClaimedOutbound[],
): Promise<number> {
  const url = target.url!;
  const { clock } = parts;
  if (messages.length === 0) return 0;
  if (target.kind === 'robot') {
    const lines = messages.slice(0, countLines(messages));
    await giveBack(parts, messages.slice(lines.length));
    const request = buildRobotRequest({ ...target, url }, lines, clock.now());
    return settle(parts, target, lines, await parts.post(request));
  }
  let sent = 0;
  for (const message of messages) {
    const to = { url, secret: target.secret! };
    const request = buildWebhookRequest(to, message, clock.now());
    sent += await settle(parts, target, [message], await parts.post(request));
  }
  return sent;
}

async function giveBack(
  { database, clock }: OutboundParts,
  messages: readonly ClaimedOutbound[],
): Promise<void> {
  if (messages.length === 0) return;
  const at = clock.now();
  const untouched = { state: 'waiting', tried: false, status: null, detail: null } as const;
  await settleOutbound(database, messages, { ...untouched, nextAt: at, at });
}

async function settle(
  { database, clock }: OutboundParts,
  { kind }: Target,
  messages: readonly ClaimedOutbound[],
  posted: Posted,
): Promise<number> {
  const at = clock.now();
  const status = posted.kind === 'answer' ? posted.status : null;
  const detail = posted.kind === 'answer' ? findFault(kind, posted) : posted.detail;
  if (detail === null) {
    const done = { state: 'sent', tried: true, status, detail, nextAt: at, at } as const;
    await settleOutbound(database, messages, done);
    return messages.length;
  }
  for (const attempts of new Set(messages.map((message) => message.attempts))) {
    const some = messages.filter((message) => message.attempts === attempts);
    const minutes = AGAIN_MINUTES[kind][attempts];
    const state = minutes === undefined ? 'failed' : 'waiting';
    const nextAt = new Date(at.getTime() + (minutes ?? 0) * MINUTE_MS);
    await settleOutbound(database, some, { state, tried: true, status, detail, nextAt, at });
  }
  return 0;
}

/** What an answer complains of, in Chinese; null: it was taken. Both apps answer 200 and say it inside. */
function findFault(
  kind: Target['kind'],
  { status, text }: Extract<Posted, { kind: 'answer' }>,
): string | null {
  if (status >= 300 && status < 400) return '对方要求跳转到别的网址，没有跟过去。';
  if (status < 200 || status >= 300) return `对方回应 ${status}。`;
  if (kind === 'webhook') return null;
  const code = /"errcode"\s*:\s*(-?\d+)/.exec(text)?.[1];
  if (code === '0') return null;
  return code === undefined ? '对方的回应不是群机器人的格式。' : `群机器人拒绝，错误码 ${code}。`;
}
