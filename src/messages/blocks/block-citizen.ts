/** 黑名单: for a time a citizen's messages open no case. They are still kept, answered by themselves, and danger always passes. */
import type { Tx } from '../../database/database';
import { addCivilDays, chinaDateOf, instantInChina } from '../../platform/china-time';
import type { Clock } from '../../platform/clock';
import { AppError } from '../../platform/errors';
import { createId } from '../../platform/ids';
import { maskPersonalData } from '../../privacy/mask';
import { getBlock, insertBlock, updateBlock, type CitizenBlock } from './block-store';

/** A row of the record of who did what. */
export interface BlockAuditRow {
  at: Date;
  actor: { kind: 'staff'; id: string; name: string; ip: string | null };
  action: string;
  unit: string;
  subject: { kind: string; id: string };
  reason: string;
  before: Readonly<Record<string, unknown>>;
  after: Readonly<Record<string, unknown>>;
}

export interface BlockParts {
  clock: Clock;
  recordAudit(this: void, tx: Tx, rows: readonly BlockAuditRow[]): Promise<void>;
}

/** Who does it. */
export interface BlockActor {
  id: string;
  name: string;
  ip: string | null;
}

export interface NewBlock {
  account: string;
  citizenId: string;
  /** The case from which it is made. */
  caseNumber: string | null;
  reason: string;
  /** The last day on which it holds, in China: `2027-01-31`. */
  untilDate: string;
}

const MAX_DAYS = 365;
const MIN_REASON = 5;

/**
 * Blocks a citizen of an account. That the person may do so there is the caller's to see to.
 * @throws AppError not_found for somebody who is not there; conflict for who is blocked already;
 *   unprocessable without a reason of five characters, or with an end beyond a year
 */
export async function blockCitizen(
  tx: Tx,
  parts: BlockParts,
  actor: BlockActor,
  given: NewBlock,
): Promise<CitizenBlock> {
  const at = parts.clock.now();
  const reason = wantReason(given.reason);
  const untilAt = wantEnd(given.untilDate, at);
  const { account, citizenId, caseNumber } = given;
  const [citizen] = await tx.query<{ blocked_until: Date | null }>(
    `select blocked_until from citizens
     where account = $1 and id = $2 and openid is not null for no key update`,
    [account, citizenId],
  );
  if (!citizen) throw new AppError('not_found', '没有这位群众，或者已经不再关注。');
  if (citizen.blocked_until && citizen.blocked_until > at) {
    throw new AppError('conflict', '这位群众已经在黑名单里。要改期限，请先解除，再重新加入。', {
      until: citizen.blocked_until,
    });
  }
  const block: CitizenBlock = {
    ...{ account, id: createId(at), citizenId, caseNumber, reason, untilAt },
    ...{ blockedBy: actor.id, blockedAt: at, liftedBy: null, liftedAt: null, liftReason: null },
    ...{ reviewNote: null, reviewedBy: null, reviewedAt: null },
  };
  await insertBlock(tx, block);
  await setBlockedUntil(tx, block, untilAt);
  await keep(tx, parts, actor, block, { action: 'citizen.block', reason, at });
  return block;
}

/**
 * Ends a block before its time.
 * @param accounts those in which the person may do so
 * @throws AppError not_found; conflict for one that has ended; unprocessable without a reason
 */
export async function liftBlock(
  tx: Tx,
  parts: BlockParts,
  accounts: readonly string[],
  actor: BlockActor,
  given: { id: string; reason: string },
): Promise<CitizenBlock> {
  const at = parts.clock.now();
  const before = await getBlock(tx, accounts, given.id);
  const reason = wantReason(given.reason);
  if (before.liftedAt !== null || before.untilAt <= at) {
    throw new AppError('conflict', '这一条已经解除或者到期了。');
  }
  const block = { ...before, liftedBy: actor.id, liftedAt: at, liftReason: reason };
  await updateBlock(tx, block);
  await setBlockedUntil(tx, block, null);
  await keep(tx, parts, actor, block, { action: 'citizen.unblock', reason, at });
  return block;
}

/**
 * 复核: writes down what came of an objection, or of looking again; the block itself stays as it is.
 * @throws AppError as `liftBlock`, but for one that has ended
 */
export async function reviewBlock(
  tx: Tx,
  parts: BlockParts,
  accounts: readonly string[],
  actor: BlockActor,
  given: { id: string; note: string },
): Promise<CitizenBlock> {
  const at = parts.clock.now();
  const before = await getBlock(tx, accounts, given.id);
  const note = wantReason(given.note);
  const block = { ...before, reviewNote: note, reviewedBy: actor.id, reviewedAt: at };
  await updateBlock(tx, block);
  await keep(tx, parts, actor, block, { action: 'citizen.review_block', reason: note, at });
  return block;
}

function wantReason(text: string): string {
  const reason = maskPersonalData(text.trim()).masked;
  if ([...reason].length >= MIN_REASON) return reason;
  const message = `请写明原因，至少${MIN_REASON}个字。`;
  throw new AppError('unprocessable', message, { fields: [{ name: 'reason', message }] });
}

/** The first instant after the last day. */
function wantEnd(date: string, at: Date): Date {
  const today = chinaDateOf(at);
  if (date >= today && date <= addCivilDays(today, MAX_DAYS)) {
    return instantInChina(addCivilDays(date, 1));
  }
  const message = '期限从今天算起，最长一年。';
  throw new AppError('unprocessable', message, { fields: [{ name: 'untilDate', message }] });
}

/** Raises the citizen's version, so that a message that is being decided is decided anew. */
async function setBlockedUntil(
  tx: Tx,
  { account, citizenId }: CitizenBlock,
  until: Date | null,
): Promise<void> {
  await tx.query(
    `update citizens set blocked_until = $3, version = version + 1 where account = $1 and id = $2`,
    [account, citizenId, until],
  );
}

async function keep(
  tx: Tx,
  { recordAudit }: BlockParts,
  { id, name, ip }: BlockActor,
  block: CitizenBlock,
  { action, reason, at }: { action: string; reason: string; at: Date },
): Promise<void> {
  await recordAudit(tx, [
    {
      ...{ at, action, reason, unit: block.account },
      actor: { kind: 'staff', id, name, ip },
      subject: { kind: 'citizen', id: block.citizenId },
      before: {},
      after: { block: block.id, until: block.untilAt.toISOString(), caseNumber: block.caseNumber },
    },
  ]);
}
