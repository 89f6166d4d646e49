import type { Queryable, Tx } from '../../database/database';
import { AppError } from '../../platform/errors';
import { firstIdAt } from '../../platform/ids';

/** A citizen who is or was blocked, and what was done about it. */
export interface CitizenBlock {
  account: string;
  id: string;
  citizenId: string;
  caseNumber: string | null;
  reason: string;
  /** Staff ids. */
  blockedBy: string;
  blockedAt: Date;
  /** The first instant at which it no longer holds. */
  untilAt: Date;
  liftedBy: string | null;
  liftedAt: Date | null;
  liftReason: string | null;
  reviewNote: string | null;
  reviewedBy: string | null;
  reviewedAt: Date | null;
}

const COLUMNS = `b.account, b.id, b.citizen_id as "citizenId", b.case_number as "caseNumber", b.reason,
  b.blocked_by as "blockedBy", b.blocked_at as "blockedAt", b.until_at as "untilAt",
  b.lifted_by as "liftedBy", b.lifted_at as "liftedAt", b.lift_reason as "liftReason",
  b.review_note as "reviewNote", b.reviewed_by as "reviewedBy", b.reviewed_at as "reviewedAt"`;

/** Writes a new block. */
export async function insertBlock(tx: Tx, block: CitizenBlock): Promise<void> {
  await tx.query(
    `insert into citizen_blocks (account, id, citizen_id, case_number, reason, blocked_by, blocked_at,
       until_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [
      ...[block.account, block.id, block.citizenId, block.caseNumber, block.reason],
      ...[block.blockedBy, block.blockedAt, block.untilAt],
    ],
  );
}

/** Writes what was done about a block that the caller has locked. */
export async function updateBlock(tx: Tx, block: CitizenBlock): Promise<void> {
  await tx.query(
    `update citizen_blocks set lifted_by = $3, lifted_at = $4, lift_reason = $5, review_note = $6,
       reviewed_by = $7, reviewed_at = $8
     where account = $1 and id = $2`,
    [
      ...[block.account, block.id, block.liftedBy, block.liftedAt, block.liftReason],
      ...[block.reviewNote, block.reviewedBy, block.reviewedAt],
    ],
  );
}

/**
 * A block of one of these accounts, locked until the transaction ends.
 * @throws AppError not_found for one that is absent or another account's, by the same statement
 */
export async function getBlock(
  tx: Tx,
  accounts: readonly string[],
  id: string,
): Promise<CitizenBlock> {
  const [block] = await tx.query<CitizenBlock>(
    `select ${COLUMNS} from citizen_blocks b
     where b.account = any($1::text[]) and b.id = $2 for no key update of b`,
    [accounts, id],
  );
  if (!block) throw new AppError('not_found', '黑名单里没有这一条。');
  return block;
}

/** 生效中: those that hold now; 已结束: lifted, or past their end. */
export type BlockTab = 'active' | 'ended';

/** Blocks of these accounts, the last made first. @param after the id behind which the page begins */
export async function listBlocks(
  db: Queryable,
  accounts: readonly string[],
  tab: BlockTab,
  { limit, after }: { limit: number; after?: string | undefined },
  now: Date,
): Promise<CitizenBlock[]> {
  const holds = `(b.lifted_at is null and b.until_at > $2)`;
  return db.query<CitizenBlock>(
    `select ${COLUMNS} from citizen_blocks b
     where b.account = any($1::text[]) and ${tab === 'active' ? holds : `not ${holds}`}
       and ($3::uuid is null or b.id < $3)
     order by b.id desc limit $4`,
    [accounts, now, after ?? null, limit],
  );
}

/** Somebody who writes often. */
export interface FrequentWriter {
  citizenId: string;
  messages: number;
  lastAt: Date;
  blockedUntil: Date | null;
}

/** Citizens of an account who wrote at least so many messages since an instant, the most first. */
export async function listFrequentWriters(
  db: Queryable,
  account: string,
  { since, atLeast, limit }: { since: Date; atLeast: number; limit: number },
): Promise<FrequentWriter[]> {
  return db.query<FrequentWriter>(
    `select w.citizen_id as "citizenId", w.messages, w.last_at as "lastAt",
       c.blocked_until as "blockedUntil"
     from (
       select citizen_id, count(*)::int as messages, max(received_at) as last_at from messages
       where account = $1 and id >= $2 and kind in ('text', 'image', 'voice', 'video', 'shortvideo', 'location', 'link')
       group by citizen_id having count(*) >= $3
       order by count(*) desc, citizen_id limit $4) w
     join citizens c on c.account = $1 and c.id = w.citizen_id
     order by w.messages desc, w.citizen_id`,
    [account, firstIdAt(since), atLeast, limit],
  );
}
