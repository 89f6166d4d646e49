/** Signed, expiring addresses of a case's page: the one place that makes and reads them. */
import { createHmac, timingSafeEqual } from 'node:crypto';
import { deriveKey } from '../../privacy/derive-key';

/** What a link leads to: one round of one case. Nothing in it names the citizen. */
export interface ProgressTarget {
  caseId: string;
  round: number;
}

export interface ProgressLink extends ProgressTarget {
  expiresAt: Date;
}

export interface ProgressLinks {
  /** The path below the public origin, `/p/c/…`, good for 30 days. */
  path(target: ProgressTarget, now: Date): string;
  /** The whole address. */
  url(target: ProgressTarget, now: Date): string;
  /** @returns null for a token that is not ours, was changed, or whose time is over */
  read(token: string, now: Date): ProgressLink | null;
}

const VALID_MINUTES = 30 * 24 * 60;
const MINUTE_MS = 60_000;
/** Case id (16), round (2), the end in minutes since 1970 (4). */
const BODY_BYTES = 22;
const MAC_BYTES = 16;

/**
 * A link is worked out and kept nowhere, so that a receipt may carry one without a query.
 * @param publicUrl the origin that phones reach, without a trailing slash
 */
export function createProgressLinks(secretKey: string, publicUrl: string): ProgressLinks {
  const key = deriveKey(secretKey, 'progress link', 32);
  const sign = (body: Buffer): Buffer =>
    createHmac('sha256', key).update(body).digest().subarray(0, MAC_BYTES);
  const path = (target: ProgressTarget, now: Date): string => {
    const body = writeBody(target, Math.floor(now.getTime() / MINUTE_MS) + VALID_MINUTES);
    return `/p/c/${Buffer.concat([body, sign(body)]).toString('base64url')}`;
  };
  return {
    path,
    url: (target, now) => publicUrl + path(target, now),
    read(token, now) {
      const bytes = Buffer.from(token, 'base64url');
      if (bytes.length !== BODY_BYTES + MAC_BYTES || bytes.toString('base64url') !== token) {
        return null;
      }
      const body = bytes.subarray(0, BODY_BYTES);
      if (!timingSafeEqual(sign(body), bytes.subarray(BODY_BYTES))) return null;
      const link = readBody(body);
      return link.expiresAt > now ? link : null;
    },
  };
}

function writeBody({ caseId, round }: ProgressTarget, endsAtMinute: number): Buffer {
  const body = Buffer.alloc(BODY_BYTES);
  body.write(caseId.replaceAll('-', ''), 'hex');
  body.writeUInt16BE(round, 16);
  body.writeUInt32BE(endsAtMinute, 18);
  return body;
}

function readBody(body: Buffer): ProgressLink {
  const hex = body.toString('hex', 0, 16);
  return {
    caseId: hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5'),
    round: body.readUInt16BE(16),
    expiresAt: new Date(body.readUInt32BE(18) * MINUTE_MS),
  };
}
