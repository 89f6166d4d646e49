import type { Database, Queryable } from '../../database/database';
import { presentMoment } from '../calendar/present-day';
import type { WorkSchedules } from '../calendar/work-schedules';
import { getCase, type Reach } from '../life-cycle/case-row';
import { deadlineOf } from './case-lamp';
import { reckonHistory, type ClockChange } from './clock-history';
import { explainDeadline } from './explain-deadline';
import { explainTarget } from './internal-target';
import type { DueChange } from './plan-due-change';
import type { Limits } from './schema';

interface EventRow {
  kind: string;
  at: Date;
  data: {
    cause?: string;
    days?: number;
    promises?: Partial<Record<'accept_due_at' | 'answer_due_at', Stored<DueChange>>>;
  };
}

/** As JSON keeps it: instants are texts. */
type Stored<T> = T extends unknown ? { [K in keyof T]: T[K] extends Date ? string : T[K] } : never;

/**
 * How the deadline of a case came about, day by day, from its line of events: for the page of the case.
 * @returns lines in Chinese; none for a case that has no deadline yet
 * @throws AppError not_found for a case that is absent or out of reach
 */
export async function explainCase(
  db: Database,
  { schedules, limits }: { schedules: WorkSchedules; limits: Limits },
  reach: Reach,
  number: string,
): Promise<string[]> {
  const row = await getCase(db, reach, number, { lock: false });
  const events = await listClockEvents(db, row.id, row.round);
  const isRework = events.some(
    ({ kind, data }) => kind === 'rework' && data.cause === 'bad_rating',
  );
  const deadline = deadlineOf(row, limits, isRework);
  if (!deadline) return [];
  const schedule = schedules.of(row.owner_unit);
  const promise = row.answer_due_at ? 'answer_due_at' : 'accept_due_at';
  const changes = events.flatMap((event) => changeOf(event, promise));
  const history = { rule: deadline.rule, startedAt: deadline.startedAt, changes };
  const target = explainTarget(row, { schedules, limits });
  const lines = [...explainDeadline(schedule, history), ...(target === null ? [] : [target])];
  const { at, paused } = reckonHistory(schedule, history);
  if (paused || at.getTime() === deadline.dueAt.getTime()) return lines;
  return [
    ...lines,
    `这件转过手或改过类型，已经答应的是${presentMoment(deadline.dueAt)}，以它为准。`,
  ];
}

async function listClockEvents(db: Queryable, caseId: string, round: number): Promise<EventRow[]> {
  return db.query<EventRow>(
    `select kind, at, data from case_events
     where case_id = $1 and round = $2
       and kind in ('ask_supplement', 'supplement', 'approve_extension', 'recomputed', 'rework')
     order by seq`,
    [caseId, round],
  );
}

function changeOf(
  { kind, at, data }: EventRow,
  promise: 'accept_due_at' | 'answer_due_at',
): ClockChange[] {
  const recomputed = data.promises?.[promise];
  if (recomputed) {
    const to = new Date(recomputed.dueAt);
    const from = recomputed.kind === 'later' ? new Date(recomputed.before) : to;
    return [{ kind: 'recomputed', at, from, to }];
  }
  if (promise === 'accept_due_at') return [];
  if (kind === 'ask_supplement') return [{ kind: 'paused', at }];
  if (kind === 'supplement') return [{ kind: 'resumed', at }];
  if (kind === 'approve_extension') return [{ kind: 'extended', at, workingDays: data.days ?? 0 }];
  return [];
}
