import { maskValues } from '../../audit/mask-values';
import type { Database, Tx } from '../../database/database';
import { isRetryable } from '../../database/database-errors';
import { AppError } from '../../platform/errors';
import { maskPersonalData } from '../../privacy/mask';
import { presentCaseState, type CaseState } from '../case-state';
import { countMoves } from '../lists/count-moves';
import type { Action, CaseActor, Command } from './actions';
import { findLastChange, insertCaseEvent } from './case-events';
import { getCase, updateCase, type CaseRow, type Reach } from './case-row';
import { effects } from './effects';
import type { Effect, Execution } from './effect';
import { getUnit } from './effect';
import { loadFacts } from './facts';
import { findRefusal, hasRole } from './guards';
import { presentNotice } from './notices';
import type { Delivery, LifeCyclePorts } from './ports';
import { transitions, type Transition } from './transitions';

/** The case after an action. */
export interface Executed {
  id: string;
  number: string;
  state: CaseState;
  version: number;
  /** The answer that left with it. */
  answer: { text: string; delivery: Delivery | null } | null;
}

/** Whoever has the shell. @param name who they are on the machine */
export function operatorActor(name: string): CaseActor {
  return {
    kind: 'operator',
    id: name,
    name,
    ip: null,
    roles: [{ role: 'operator', unit: null }],
    onBehalfOf: null,
  };
}

/** The system itself, for what time brings about. */
export const SYSTEM_ACTOR: CaseActor = {
  kind: 'system',
  id: 'system',
  name: null,
  ip: null,
  roles: [{ role: 'system', unit: null }],
  onBehalfOf: null,
};

/** Whoever's case it is; which one they reach is said beside it. */
export const CITIZEN_ACTOR: CaseActor = {
  kind: 'citizen',
  id: 'citizen',
  name: null,
  ip: null,
  roles: [{ role: 'citizen', unit: null }],
  onBehalfOf: null,
};

const MIN_REASON = 5;

/**
 * Carries out one action of the table in one transaction: state, clocks, event, audit and outbox.
 * @throws AppError not_found for a case that is absent or out of reach; forbidden without the right;
 *   conflict for another version or state (`details`: the state, who changed it last, how and when) or
 *   where a guard refuses; bad_request for what was handed in
 */
export async function executeAction(
  db: Database,
  ports: LifeCyclePorts,
  reach: Reach,
  actor: CaseActor,
  command: Command,
): Promise<Executed> {
  const run = () => db.transaction((tx) => executeIn(tx, ports, reach, actor, command));
  try {
    return await run();
  } catch (error) {
    // Two people who merge two cases into each other lock them in opposite order.
    if (isRetryable(error)) return run();
    throw error;
  }
}

/** As `executeAction`, within a transaction of the caller's. */
export async function executeIn(
  tx: Tx,
  ports: LifeCyclePorts,
  reach: Reach,
  actor: CaseActor,
  command: Command,
): Promise<Executed> {
  const transition = transitions[command.action];
  const row = await getCase(tx, reach, command.number);
  if (!isAllowed(transition, actor, row, command)) {
    throw new AppError('forbidden', `您没有“${transition.label}”这件的权限。`);
  }
  await wantState(tx, transition, row, command.version);
  const execution = await prepare(tx, ports, reach, actor, row, command);
  const refusal = findRefusal(transition.guards, {
    ...execution,
    clocks: ports.clocks,
    excused: command.action === 'close' && isExcused(command.input.excuse, actor),
  });
  if (refusal) throw new AppError(refusal.code, refusal.message, { state: row.state });
  const effect = await effectOf(execution, command.action);
  const after = await apply(execution, transition, command.action, effect);
  if (effect.then) await executeIn(tx, ports, null, SYSTEM_ACTOR, effect.then);
  const now = effect.then ? await getCase(tx, null, row.number) : after;
  const { id, number, state, version } = now;
  return { id, number, state, version, answer: effect.answer ?? null };
}

function isAllowed(
  { roles, heldIn }: Transition,
  actor: CaseActor,
  row: CaseRow,
  command: Command,
): boolean {
  const unit =
    heldIn === 'co_handler' && command.action === 'answer_as_co_handler'
      ? command.input.unit
      : row.owner_unit;
  return roles.some((role) => hasRole(actor, role, unit));
}

function isExcused(excuse: string | null, actor: CaseActor): boolean {
  return actor.kind !== 'system' && (excuse?.trim().length ?? 0) >= MIN_REASON;
}

async function wantState(
  tx: Tx,
  { from, label }: Transition,
  row: CaseRow,
  version: number | null,
): Promise<void> {
  const stale = version !== null && version !== row.version;
  if (!stale && from.includes(row.state)) return;
  const last = await findLastChange(tx, row.id);
  const state = presentCaseState(row.state);
  const said = stale ? '这件刚刚有变动' : `不能“${label}”`;
  throw new AppError('conflict', `${said}，现在的状态是“${state}”。`, {
    state: row.state,
    version: row.version,
    changedBy: last?.actor ?? null,
    changedAt: last?.at ?? null,
    change: last?.kind ?? null,
  });
}

async function prepare(
  tx: Tx,
  ports: LifeCyclePorts,
  reach: Reach,
  actor: CaseActor,
  row: CaseRow,
  command: Command,
): Promise<Execution> {
  const transition = transitions[command.action];
  const reason = maskPersonalData(command.reason?.trim() ?? '').masked || null;
  if (transition.reason && (reason?.length ?? 0) < MIN_REASON) {
    throw new AppError('bad_request', `请写明原因，至少${MIN_REASON}个字。`);
  }
  const facts = await loadFacts(tx, ports, row, transition.guards);
  const at = ports.clock.now();
  return { tx, ports, reach, row, actor, at, input: command.input, reason, facts };
}

/** The table of effects is keyed by action; that an input fits its action is `Command`'s promise. */
async function effectOf(execution: Execution, action: Action): Promise<Effect> {
  const effect = effects[action] as (execution: Execution) => Effect | Promise<Effect>;
  return effect(execution);
}

async function apply(
  execution: Execution,
  transition: Transition,
  action: Action,
  effect: Effect,
): Promise<CaseRow> {
  const { tx, row, actor, at, reason, ports } = execution;
  const state = effect.to ?? row.state;
  const allowed = transition.to === 'same' ? [row.state] : transition.to;
  if (!allowed.includes(state)) {
    throw new TypeError(`${action} leads from ${row.state} to ${state}, which is not in its row`);
  }
  const patch = { ...effect.patch, state };
  const after: CaseRow = { ...row, ...patch, version: row.version + 1 };
  await updateCase(tx, row.id, patch);
  await countMoves(tx, [{ from: row, to: after }]);
  const data = maskValues(effect.data ?? {}) as Record<string, unknown>;
  await insertCaseEvent(tx, { after, kind: action, at, actor, reason, data });
  await ports.audit.record(tx, [auditRowOf(execution, action, after)]);
  await tell(execution, transition, effect, after);
  return after;
}

function auditRowOf({ row, actor, at, reason }: Execution, action: Action, after: CaseRow) {
  const { kind, id, name, ip } = actor;
  const shown = ({ state, version, owner_unit: unit, handler, round }: CaseRow) => ({
    ...{ state, version, unit, handler, round },
  });
  return {
    at,
    actor: { kind, id: kind === 'system' ? null : id, name, ip },
    action: `case.${action}`,
    unit: after.owner_unit,
    restricted: after.restricted,
    subject: { kind: 'case' as const, id: row.id },
    reason,
    before: shown(row),
    after: { ...shown(after), ...(actor.onBehalfOf ? { onBehalfOf: actor.onBehalfOf } : {}) },
  };
}

async function tell(
  { tx, ports, at }: Execution,
  { notice: kind }: Transition,
  { notice }: Effect,
  after: CaseRow,
): Promise<void> {
  if (kind === null || notice === false || after.citizen_id === null) return;
  const unit = getUnit(ports, after.owner_unit);
  await ports.outbox.enqueueNotice(tx, {
    account: after.account,
    citizenId: after.citizen_id,
    caseId: after.id,
    text: presentNotice(kind, after, unit, ports.clocks, {
      ...notice,
      progressUrl: ports.progressUrl({ caseId: after.id, round: after.round }, at),
    }),
    at,
  });
}
