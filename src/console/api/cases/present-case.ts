import { caseTypes } from '../../../cases/case-type';
import { presentCaseState, type CaseState } from '../../../cases/case-state';
import { lampOfCase, type CaseClockRow } from '../../../cases/clock/case-lamp';
import { targetNames, targetOf } from '../../../cases/clock/internal-target';
import { lampNames } from '../../../cases/clock/lamp';
import type { ListedCase } from '../../../cases/lists/load-listed';
import { planTodo, todoVerbs, type TodoReader } from '../../../cases/lists/plan-todo';
import type { CaseReach } from '../../../delivery/list-reach';
import type { CaseDesk } from './case-desk';

/** What lists and pages both show; both rows bear the table's names. */
export type ShownRow = CaseClockRow & {
  number: string;
  account: string;
  version: number;
  round: number;
  state: CaseState;
  handler: string | null;
  urgent: boolean;
  restricted: boolean;
  needs_judgement: boolean;
  last_message_at: Date;
};

/** @param names of staff, by id */
export function presentCase(
  row: ShownRow,
  { calendar, ports }: Pick<CaseDesk, 'calendar' | 'ports'>,
  names: ReadonlyMap<string, string>,
) {
  const now = ports.clock.now();
  const lamp = lampOfCase(row, calendar(), now);
  const target = targetOf(row, calendar(), now);
  const { number, account, version, state, type, handler, urgent, restricted } = row;
  return {
    ...{ number, account, version, state, type, urgent, restricted },
    unit: row.owner_unit,
    stateLabel: presentCaseState(state),
    typeLabel: type && caseTypes[type],
    handler: handler === null ? null : { id: handler, name: names.get(handler) ?? handler },
    needsJudgement: row.needs_judgement,
    openedAt: row.opened_at,
    lastMessageAt: row.last_message_at,
    dueAt: row.answer_due_at ?? row.accept_due_at,
    target: target && { ...target, label: targetNames[target.kind] },
    lamp: lamp && { ...lamp, label: lampNames[lamp.kind] },
  };
}

/** What a list knows beside its rows. */
export interface ListContext {
  /** Of staff, by id. */
  names: ReadonlyMap<string, string>;
  reader: TodoReader;
  /** Ids of the reader's cases whose answer has waited too long. */
  untold: ReadonlySet<string>;
  reach: ReadonlyMap<string, CaseReach>;
}

/** A row of a list. */
export function presentListed(
  row: ListedCase,
  desk: Pick<CaseDesk, 'calendar' | 'ports'>,
  { names, reader, untold, reach }: ListContext,
) {
  const verb = planTodo(row, reader, untold, desk.ports.clock.now());
  const { window = null, answer = null } = reach.get(row.id) ?? {};
  return {
    ...presentCase(row, desk, names),
    ...{ summary: row.summary, window, answer },
    todo: verb && { verb, label: todoVerbs[verb] },
  };
}
