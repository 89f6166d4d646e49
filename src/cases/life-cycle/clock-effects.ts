/** What actions do to a case's clocks, as patches: pure, on the deadlines that `CaseClocks` gives. */
import type { CaseType } from '../case-type';
import type { CasePatch, CaseRow } from './case-row';
import type { CaseClocks } from './clocks';

/** 受理 begins in a unit that has just got the case. The answer's own limit runs on. */
export function startAccept(clocks: CaseClocks, row: CaseRow, unit: string, at: Date): CasePatch {
  const due = clocks.dueAt(unit, { kind: 'accept' }, at);
  return {
    assigned_at: at,
    accept_due_at: due.at,
    counts_from_at: row.counts_from_at ?? row.accept_due_at,
    provisional: due.provisional || row.provisional,
  };
}

/**
 * The answer's clock starts with 受理, at the latest with the end of the first acceptance limit: a late
 * 受理 or a change of hands gives nobody more time. A limit that was promised already stays.
 */
export function startAnswer(clocks: CaseClocks, row: CaseRow, type: CaseType, at: Date): CasePatch {
  const bound = row.counts_from_at ?? row.accept_due_at;
  const from = bound && bound < at ? bound : at;
  const accepted: CasePatch = { accepted_at: at, counts_from_at: from };
  if (row.answer_due_at && row.type === type) return accepted;
  const due = clocks.dueAt(row.owner_unit, { kind: 'answer', type }, from);
  return { ...accepted, answer_due_at: due.at, provisional: due.provisional };
}

/** 待审核 or 待签发 begins; the answer's own limit runs on. */
export function startGate(clocks: CaseClocks, row: CaseRow, at: Date): CasePatch {
  return { gate_due_at: clocks.dueAt(row.owner_unit, { kind: 'review' }, at).at };
}

/** 待补充: the answer's clock stands still; a reminder and an end are set. */
export function pauseClock(clocks: CaseClocks, row: CaseRow, at: Date): CasePatch {
  const { owner_unit: unit, answer_due_at: dueAt } = row;
  return {
    paused_at: at,
    paused_remaining_ms: dueAt ? clocks.pause(unit, dueAt, at).remainingMs : null,
    remind_at: clocks.dueAt(unit, { kind: 'supplement_reminder' }, at).at,
    auto_close_at: clocks.dueAt(unit, { kind: 'supplement_closing' }, at).at,
  };
}

/** The citizen has written: the clock goes on with the time that was left. */
export function resumeClock(clocks: CaseClocks, row: CaseRow, at: Date): CasePatch {
  const going: CasePatch = {
    paused_at: null,
    paused_remaining_ms: null,
    remind_at: null,
    auto_close_at: null,
  };
  if (!row.answer_due_at || row.paused_remaining_ms === null) return going;
  const paused = { remainingMs: row.paused_remaining_ms, dueAt: row.answer_due_at };
  const due = clocks.resume(row.owner_unit, paused, at);
  return { ...going, answer_due_at: due.at, provisional: due.provisional };
}

/** 延期: so many working days after the limit that stood. */
export function extendClock(clocks: CaseClocks, row: CaseRow, workingDays: number): CasePatch {
  if (!row.answer_due_at) return {};
  const due = clocks.extend(row.owner_unit, row.answer_due_at, workingDays);
  return { answer_due_at: due.at, provisional: due.provisional };
}

/** Nothing is waited for any longer; the limits stay for the record. */
export function stopClock(): CasePatch {
  return {
    claimed_until: null,
    gate_due_at: null,
    contact_due_at: null,
    paused_at: null,
    paused_remaining_ms: null,
    remind_at: null,
    auto_close_at: null,
  };
}

/** 重办: a new round with a clock of its own; the round before stays in the record. */
export function restartClock(
  clocks: CaseClocks,
  row: CaseRow,
  at: Date,
  badRating: boolean,
): CasePatch {
  const limit =
    badRating || row.type === null
      ? ({ kind: 'rework' } as const)
      : ({ kind: 'answer', type: row.type } as const);
  const due = clocks.dueAt(row.owner_unit, limit, at);
  return {
    ...stopClock(),
    counts_from_at: at,
    answer_due_at: due.at,
    provisional: due.provisional,
    contact_due_at: badRating
      ? clocks.dueAt(row.owner_unit, { kind: 'bad_rating_contact' }, at).at
      : null,
  };
}
