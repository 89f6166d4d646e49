import type { Tx } from '../../database/database';
import { AppError } from '../../platform/errors';
import type { CaseState } from '../case-state';
import type { Action, ActionInputs, CaseActor, Command } from './actions';
import type { CasePatch, CaseRow, Reach } from './case-row';
import type { CaseFacts } from './facts';
import type { NoticeFacts } from './notices';
import type { CaseUnit, Delivery, LifeCyclePorts } from './ports';

/** An action under way, after its rights, its state and its guards were looked at. */
export interface Execution<A extends Action = Action> {
  tx: Tx;
  ports: LifeCyclePorts;
  reach: Reach;
  row: CaseRow;
  actor: CaseActor;
  at: Date;
  input: ActionInputs[A];
  reason: string | null;
  facts: CaseFacts;
}

/** What an action comes to; the executor writes it. */
export interface Effect {
  /** Absent: the state stays. */
  to?: CaseState;
  patch?: CasePatch;
  /** Kept with the event; no personal data. */
  data?: Record<string, unknown>;
  /** False: the citizen hears of it otherwise. */
  notice?: Omit<NoticeFacts, 'progressUrl'> | false;
  /** What was signed, and where it stands. */
  answer?: { text: string; delivery: Delivery | null };
  /** What the system does next, in the same transaction. */
  then?: Command;
}

export type EffectOf<A extends Action> = (execution: Execution<A>) => Effect | Promise<Effect>;

/** A unit of the files. @throws AppError bad_request for one that is not there */
export function getUnit(ports: LifeCyclePorts, code: string): CaseUnit {
  const unit = ports.units().get(code);
  if (!unit) throw new AppError('bad_request', `没有单位“${code}”。`);
  return unit;
}

/** @throws AppError bad_request when a text that somebody has to write is empty */
export function wantText(text: string, name: string): string {
  const trimmed = text.trim();
  if (trimmed === '') throw new AppError('bad_request', `请填写${name}。`);
  return trimmed;
}
