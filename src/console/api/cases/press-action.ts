import { z } from 'zod';
import { presentCaseState, type CaseState } from '../../../cases/case-state';
import { presentMoment } from '../../../cases/calendar/present-day';
import type { Command } from '../../../cases/life-cycle/actions';
import { dropDraft } from '../../../cases/work/drafts';
import { presentEventKind, type CaseEventKind } from '../../../cases/life-cycle/event-kinds';
import { executeIn, type Executed } from '../../../cases/life-cycle/execute-action';
import type { Tx } from '../../../database/database';
import { AppError } from '../../../platform/errors';
import { findNames } from '../../../staff/find-names';
import type { Caller, Origin } from '../caller';
import type { PressedAction, StaffAction } from './action-schemas';
import { actorOf, type CaseDesk } from './case-desk';
import { presentActor } from './present-actor';

/** A case after an action. */
export const changedCaseSchema = z.object({
  number: z.string(),
  state: z.string(),
  stateLabel: z.string(),
  version: z.int(),
});

export function presentChanged({ number, state, version }: Executed) {
  return { number, state, version, stateLabel: presentCaseState(state) };
}

export interface PressRequest {
  caller: Caller;
  origin: Origin;
  params: { number: string };
  /** What `If-Match` says. */
  version: string;
  body: PressedAction;
}

/** What a draft was for. */
const SUBMITS: readonly StaffAction[] = ['submit', 'accept_and_answer', 'revise', 'refer'];

/**
 * One press of a button, in the transaction of its idempotency key.
 * @throws AppError as `executeAction`; a conflict tells who changed what, and when
 */
export async function pressAction(
  desk: CaseDesk,
  tx: Tx,
  { caller, origin, params: { number }, version, body }: PressRequest,
): Promise<z.output<typeof changedCaseSchema>> {
  const actor = actorOf(caller, origin, body.onBehalfOf);
  const { action, input, reason } = body;
  // That an input fits its action is what the schema has checked.
  const command = {
    ...{ action, input, number, version: readVersion(version) },
    ...(reason === null ? {} : { reason }),
  } as Command;
  try {
    const done = await executeIn(tx, desk.ports, caller.scope, actor, command);
    if (SUBMITS.includes(action)) await dropDraft(tx, done.id, actor.id);
    return presentChanged(done);
  } catch (error) {
    throw await explainConflict(tx, error);
  }
}

function readVersion(text: string): number {
  if (/^\d{1,9}$/.test(text)) return Number(text);
  const fields = [{ name: 'If-Match', message: '要写看到的版本号。' }];
  throw new AppError('unprocessable', '请刷新页面，看过最新的内容再办。', { fields });
}

interface ConflictDetails {
  state?: CaseState;
  changedBy?: string | null;
  changedAt?: Date | null;
  change?: CaseEventKind | null;
}

/** Says who changed what and when, in names. */
async function explainConflict(tx: Tx, error: unknown): Promise<unknown> {
  if (!(error instanceof AppError) || error.code !== 'conflict') return error;
  const { changedBy, changedAt, change } = error.details as ConflictDetails;
  if (!changedBy || !changedAt || !change) return error;
  const who = presentActor(changedBy, await findNames(tx, [changedBy]));
  const what = presentEventKind(change);
  const message = `${error.message}${who}于${presentMoment(changedAt)}办了“${what}”。`;
  const details = { ...error.details, changedBy: who, change: what };
  return new AppError('conflict', message, details, { cause: error });
}
