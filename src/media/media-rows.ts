/** The table of media: claimed with a lease by one of several processes, fenced by the attempt's number. */
import type { Queryable, Tx } from '../database/database';
import type { KeptFile } from './keep-file';
import type { FetchReason, NextStep } from './fetch-outcome';
import type { MediaKind, MediaState, Playable } from './media-kind';
import type { StoredFile } from './media-store';

export interface ClaimedMedia {
  account: string;
  messageId: string;
  kind: MediaKind;
  format: string | null;
  mediaId: string;
  receivedAt: Date;
  /** This attempt's number, from 1. Whoever was given a later one owns the row. */
  attempt: number;
}

interface ClaimTimes {
  now: Date;
  leaseUntil: Date;
}

/** Claims the file that has waited longest. @returns null when none is due */
export async function claimMedia(
  db: Queryable,
  { now, leaseUntil }: ClaimTimes,
): Promise<ClaimedMedia | null> {
  const [row] = await db.query<ClaimedMedia>(
    `with due as (
       select account, message_id from media where state = 'waiting' and next_at <= $1
       order by next_at for update skip locked limit 1)
     update media m set state = 'fetching', lease_until = $2, attempts = attempts + 1
     from due where m.account = due.account and m.message_id = due.message_id
     returning m.account, m.message_id as "messageId", m.kind, m.format, m.media_id as "mediaId",
       m.received_at as "receivedAt", m.attempts as attempt`,
    [now, leaseUntil],
  );
  return row ?? null;
}

/** Gives files back whose process stopped in the middle. @returns how many */
export async function releaseExpired(db: Queryable, now: Date): Promise<number> {
  const rows = await db.query(
    `update media set state = case state when 'fetching' then 'waiting' else state end,
       lease_until = null, next_at = $1
     where lease_until < $1 returning message_id`,
    [now],
  );
  return rows.length;
}

/** Gives one claim back untried, for a clean stop. */
export async function releaseClaim(db: Queryable, claimed: ClaimedMedia, now: Date): Promise<void> {
  await db.query(
    `update media set state = 'waiting', lease_until = null, attempts = attempts - 1, next_at = $4
     where account = $1 and message_id = $2 and attempts = $3 and state = 'fetching'`,
    [claimed.account, claimed.messageId, claimed.attempt, now],
  );
}

/** @returns false where the row is gone or somebody else's */
export async function markKept(
  tx: Tx,
  claimed: ClaimedMedia,
  file: KeptFile,
  playable: Playable,
  now: Date,
): Promise<boolean> {
  const rows = await tx.query(
    `update media set state = 'kept', reason = null, code = null, lease_until = null, attempts = 0,
       next_at = $4, kept_at = $4, sha256 = $5, bytes = $6, content_type = $7, playable = $8
     where account = $1 and message_id = $2 and attempts = $3 and state = 'fetching'
     returning message_id`,
    [
      claimed.account,
      claimed.messageId,
      claimed.attempt,
      now,
      file.sha256,
      file.bytes,
      file.type.contentType,
      playable,
    ],
  );
  return rows.length > 0;
}

/** How a fetch that failed goes on. */
export async function markFailed(
  db: Queryable,
  claimed: ClaimedMedia,
  failure: { reason: FetchReason; code: number | null },
  next: NextStep,
): Promise<void> {
  await db.query(
    `update media set state = $4, reason = $5, code = $6, next_at = coalesce($7, next_at),
       lease_until = null
     where account = $1 and message_id = $2 and attempts = $3 and state = 'fetching'`,
    [
      claimed.account,
      claimed.messageId,
      claimed.attempt,
      next.state,
      failure.reason,
      failure.code,
      next.state === 'waiting' ? next.nextAt : null,
    ],
  );
}

export interface ClaimedVoice {
  account: string;
  messageId: string;
  sha256: string;
  contentType: string;
  attempt: number;
}

/** Claims a kept voice that browsers cannot play yet. */
export async function claimVoice(
  db: Queryable,
  { now, leaseUntil }: ClaimTimes,
): Promise<ClaimedVoice | null> {
  const [row] = await db.query<ClaimedVoice>(
    `with due as (
       select account, message_id from media
       where playable = 'waiting' and next_at <= $1 and lease_until is null
       order by next_at for update skip locked limit 1)
     update media m set lease_until = $2, attempts = attempts + 1
     from due where m.account = due.account and m.message_id = due.message_id
     returning m.account, m.message_id as "messageId", m.sha256, m.content_type as "contentType",
       m.attempts as attempt`,
    [now, leaseUntil],
  );
  return row ?? null;
}

/** @param made null: it could not be made @returns false where the row is gone or somebody else's */
export async function markPlayable(
  db: Queryable,
  claimed: ClaimedVoice,
  made: StoredFile | null,
): Promise<boolean> {
  const rows = await db.query(
    `update media set playable = $4, playable_sha256 = $5, playable_bytes = $6, lease_until = null
     where account = $1 and message_id = $2 and attempts = $3 and playable = 'waiting'
     returning message_id`,
    [
      claimed.account,
      claimed.messageId,
      claimed.attempt,
      made ? 'made' : 'failed',
      made?.sha256 ?? null,
      made?.bytes ?? null,
    ],
  );
  return rows.length > 0;
}

/** Tries a voice again later. */
export async function postponeVoice(
  db: Queryable,
  claimed: ClaimedVoice,
  nextAt: Date,
): Promise<void> {
  await db.query(
    `update media set lease_until = null, next_at = $4
     where account = $1 and message_id = $2 and attempts = $3 and playable = 'waiting'`,
    [claimed.account, claimed.messageId, claimed.attempt, nextAt],
  );
}

/** Files that came before `before`, are still missing, and of which nobody was told. @returns how many, by account */
export async function markAlarmed(
  db: Queryable,
  before: Date,
  now: Date,
): Promise<{ account: string; files: number }[]> {
  return db.query(
    `with told as (
       update media set alarmed_at = $2
       where state in ('waiting', 'fetching') and received_at <= $1 and alarmed_at is null
       returning account)
     select account, count(*)::int as files from told group by account order by account`,
    [before, now],
  );
}

/** Files that are still to be fetched, by account, and how many of them are late; for the metrics. */
export async function countUnfetched(
  db: Queryable,
  lateBefore: Date,
): Promise<{ account: string; files: number; late: number }[]> {
  return db.query(
    `select account, count(*)::int as files,
       (count(*) filter (where received_at <= $1))::int as late
     from media where state in ('waiting', 'fetching') group by account order by account`,
    [lateBefore],
  );
}

/** What staff are told of a message's file, and where it lies. */
export interface MediaView {
  account: string;
  messageId: string;
  kind: MediaKind;
  state: MediaState;
  reason: string | null;
  code: number | null;
  receivedAt: Date;
  sha256: string | null;
  bytes: number | null;
  contentType: string | null;
  playable: Playable | null;
  playableSha256: string | null;
  playableBytes: number | null;
}

/** The media of messages, in no order; messages without one are left out. */
export async function listMedia(
  db: Queryable,
  account: string,
  messageIds: readonly string[],
): Promise<MediaView[]> {
  if (messageIds.length === 0) return [];
  return db.query<MediaView>(
    `select account, message_id as "messageId", kind, state, reason, code, received_at as "receivedAt",
       sha256, bytes, content_type as "contentType", playable, playable_sha256 as "playableSha256",
       playable_bytes as "playableBytes"
     from media where account = $1 and message_id = any($2::uuid[])`,
    [account, messageIds],
  );
}
