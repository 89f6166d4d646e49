import type { Queryable, Tx } from '../database/database';
import { AppError } from '../platform/errors';
import { auditActorOf, can, type StaffActor } from './person';
import { findAccount, isUsable } from './person-store';
import type { StaffParts } from './staff-parts';

const MIN_REASON = 5;

/** An open case that somebody answers for. */
export interface HandledCase {
  number: string;
  unit: string;
}

/** What 离岗移交 needs of cases; `compose-staff.ts` hands in the real thing. */
export interface HandOverPort {
  listHandled(db: Queryable, staffId: string): Promise<HandledCase[]>;
  /** Moves one case through the life cycle, with its event and audit row; `to` null: to the unit's queue. */
  handOver(
    tx: Tx,
    actor: StaffActor,
    move: { number: string; to: string | null; reason: string },
  ): Promise<void>;
}

export interface HandOver {
  fromId: string;
  /** Null: back to the units' queues. */
  toId: string | null;
  reason: string;
}

/** The open cases of a person in units where the actor may hand over. */
export async function listHandOver(
  parts: Pick<StaffParts, 'database'>,
  port: HandOverPort,
  actor: StaffActor,
  fromId: string,
): Promise<HandledCase[]> {
  return inReach(actor, await port.listHandled(parts.database, fromId));
}

/**
 * 离岗移交: all open cases of a person in one action, all or none.
 * @returns the numbers of the cases that were moved
 * @throws AppError bad_request where the new person may not handle one of the units' cases
 */
export async function handOverCases(
  parts: StaffParts,
  port: HandOverPort,
  actor: StaffActor,
  { fromId, toId, reason }: HandOver,
): Promise<string[]> {
  if ([...reason.trim()].length < MIN_REASON) {
    throw new AppError('bad_request', '请写明移交的原因，至少 5 个字。');
  }
  const at = parts.clock.now();
  return parts.database.transaction(async (tx) => {
    const cases = inReach(actor, await port.listHandled(tx, fromId));
    if (toId !== null) await wantHandler(tx, toId, cases, at);
    for (const { number } of cases) {
      await port.handOver(tx, actor, { number, to: toId, reason: reason.trim() });
    }
    const numbers = cases.map(({ number }) => number);
    const units = [...new Set(cases.map(({ unit }) => unit))];
    await parts.recordAudit(
      tx,
      units.map((unit) => ({
        at,
        actor: auditActorOf(actor),
        action: 'staff.hand_over',
        unit,
        subject: { kind: 'staff', id: fromId },
        reason,
        after: {
          to: toId,
          cases: cases.filter((one) => one.unit === unit).map(({ number }) => number),
        },
      })),
    );
    return numbers;
  });
}

function inReach(actor: StaffActor, cases: readonly HandledCase[]): HandledCase[] {
  return cases.filter(
    ({ unit }) => actor.kind === 'operator' || can(actor.person, 'case.hand_over', unit),
  );
}

async function wantHandler(
  tx: Tx,
  toId: string,
  cases: readonly HandledCase[],
  at: Date,
): Promise<void> {
  const account = await findAccount(tx, { id: toId });
  const missing = cases.find(
    ({ unit }) => !account?.roles.some((held) => held.role === 'clerk' && held.unit === unit),
  );
  if (!account || !isUsable(account, at) || missing) {
    throw new AppError('bad_request', '接手的人要是这些办件所在单位的经办，账号要在用。');
  }
}
