import { chinaDateOf } from '../../platform/china-time';
import { countWorkingDays } from '../calendar/count-days';
import { workingMsBetween } from '../calendar/count-time';
import type { WorkSchedule } from '../calendar/work-schedule';
import type { ReportedCase, ReportedEvent } from './load-records';

/** 承办, as reports count it; see `ReportHandlingColumns`. */
export interface Handling {
  case_id: string;
  seq: number;
  unit: string;
  day: string;
  round: number;
  is_final: boolean;
  arrived: boolean;
  restricted: boolean;
  accepted: boolean;
  returned: boolean;
  extended: boolean;
  reworked: boolean;
  outcome: string | null;
  on_time: boolean | null;
  due_at: Date | null;
  work_ms: number | null;
  work_days: number | null;
  first_answer_ms: number | null;
  rating: number | null;
  told: boolean | null;
}

/** A unit's turn with a case: from the event that gave it the case to the next such event. */
interface Turn {
  round: number;
  unit: string;
  events: readonly ReportedEvent[];
}

/** What gives a unit a case, or gives it back for another round. */
const BEGINNINGS: readonly string[] = [
  'opened',
  'registered',
  'split_off',
  'assign',
  'transfer',
  'rework',
];
const ACCEPTANCES: readonly string[] = ['accept', 'accept_and_answer'];
const ANSWERED: readonly string[] = ['answered', 'refused', 'referred'];
const OUTCOME_OF = { answer: 'answered', refusal: 'refused', referral: 'referred' } as const;

/**
 * What reports know of a case, from the line of its events: pure, so that the same events give the same
 * rows whenever they are counted.
 * @param schedule a unit's working days and hours
 */
export function planHandlings(
  record: ReportedCase,
  schedule: (unit: string) => WorkSchedule,
  now: Date,
): Handling[] {
  const turns = turnsOf(record.events);
  return turns.map((turn, index) => {
    const isFinal = turns[index + 1]?.round !== turn.round;
    const [first] = turn.events;
    return {
      case_id: record.id,
      seq: first!.seq,
      unit: turn.unit,
      day: chinaDateOf(record.opened_at),
      round: turn.round,
      is_final: isFinal,
      arrived: first!.kind !== 'rework',
      restricted: record.restricted,
      accepted: turn.events.some(({ kind }) => ACCEPTANCES.includes(kind)),
      returned: turn.events.some(({ kind }) => kind === 'return'),
      ...(isFinal
        ? endOfRound(record, turns, turn, schedule(turn.unit), now)
        : { extended: false, reworked: false, ...NOT_ENDED }),
    };
  });
}

const NOT_ENDED = {
  outcome: null,
  on_time: null,
  due_at: null,
  work_ms: null,
  work_days: null,
  first_answer_ms: null,
  rating: null,
  told: null,
} as const;

function turnsOf(events: readonly ReportedEvent[]): Turn[] {
  const turns: { round: number; unit: string; events: ReportedEvent[] }[] = [];
  for (const event of events) {
    if (BEGINNINGS.includes(event.kind)) {
      turns.push({ round: event.round, unit: event.unit, events: [event] });
    } else {
      turns.at(-1)?.events.push(event);
    }
  }
  return turns;
}

/** What a round came to, for the unit that had the case last in it. */
function endOfRound(
  record: ReportedCase,
  turns: readonly Turn[],
  { round }: Turn,
  schedule: WorkSchedule,
  now: Date,
): Pick<Handling, 'extended' | 'reworked' | keyof typeof NOT_ENDED> {
  const events = turns.filter((turn) => turn.round === round).flatMap((turn) => turn.events);
  const answer = record.answers.find((one) => one.round === round);
  const isNow = round === record.round;
  const outcome = answer ? OUTCOME_OF[answer.kind] : isNow ? record.outcome : null;
  const limit = answer ? answer.due_at : isNow ? runningLimit(record) : null;
  const endsAt = answer?.signed_at ?? now;
  const isLate = limit !== null && endsAt > limit;
  const startedAt = round === 1 ? record.opened_at : events[0]!.at;
  const first = round === 1 ? record.answers[0]?.signed_at : undefined;
  const isMeasured = answer !== undefined && outcome === 'answered';
  return {
    extended: events.some(({ kind }) => kind === 'approve_extension'),
    reworked: round < record.round,
    outcome,
    on_time: limit === null ? null : answer ? !isLate : isLate ? false : null,
    due_at: limit !== null && !answer && !isLate ? limit : null,
    work_ms: isMeasured ? workedMs(schedule, events, startedAt, answer.signed_at) : null,
    work_days: isMeasured
      ? countWorkingDays(schedule, chinaDateOf(startedAt), chinaDateOf(answer.signed_at))
      : null,
    first_answer_ms: first ? workingMsBetween(schedule, record.opened_at, first) : null,
    rating: record.ratings.find((one) => one.round === round)?.rating ?? null,
    told: outcome !== null && ANSWERED.includes(outcome) ? (answer?.told ?? null) : null,
  };
}

/** The limit of an answer that is still owed; a paused clock is never late. */
function runningLimit({ state, outcome, answer_due_at: dueAt }: ReportedCase): Date | null {
  return outcome === null && state !== 'awaiting_supplement' ? dueAt : null;
}

/** Working time of a round without the time in which the citizen was asked for something. */
function workedMs(
  schedule: WorkSchedule,
  events: readonly ReportedEvent[],
  from: Date,
  to: Date,
): number {
  let worked = workingMsBetween(schedule, from, to);
  let askedAt: Date | null = null;
  for (const { kind, at } of events) {
    if (kind === 'ask_supplement') askedAt = at;
    if (kind !== 'supplement' || askedAt === null) continue;
    worked -= workingMsBetween(schedule, askedAt, at);
    askedAt = null;
  }
  return Math.max(0, worked);
}
