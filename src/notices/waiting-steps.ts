import { workingMsBetween } from '../cases/calendar/count-time';
import type { WorkSchedules } from '../cases/calendar/work-schedules';
import { addCivilDays, chinaDateOf } from '../platform/china-time';
import type { Database } from '../database/database';
import type { Clock } from '../platform/clock';
import { tellStaff, type Word } from './tell-staff';

const LIMIT = 500;
/** Steps that have waited longer were told long ago. */
const LOOK_BACK_DAYS = 30;

interface WaitingStep {
  id: string;
  number: string;
  unit: string;
  restricted: boolean;
  state: 'awaiting_review' | 'awaiting_signature';
  since: Date;
  seq: number;
}

/**
 * Tells reviewers or signers, and who stands in for them, of what has waited half a working day before
 * its gate: once for each time that a text comes there. @returns how many notices were new
 */
export async function tellWaitingSteps(
  database: Database,
  { clock, schedules }: { clock: Clock; schedules: WorkSchedules },
): Promise<number> {
  const now = clock.now();
  const steps = await database.query<WaitingStep>(
    `select c.id, c.number, c.owner_unit as unit, c.restricted, c.state, e.at as since, e.seq
     from cases c join lateral (
       select v.at, v.seq from case_events v
       where v.case_id = c.id and v.kind in ('submit', 'accept_and_answer', 'refuse', 'refer',
         'revise', 'review')
       order by v.seq desc limit 1) e on true
     where c.owner_unit = any($1::text[]) and c.state in ('awaiting_review', 'awaiting_signature')
       and e.at > $2
       and not exists (select from staff_notices n
         where n.kind = 'waiting_step' and n.case_id = c.id and n.about = 'waiting:' || c.id || ':' || e.seq)
     order by e.at limit ${LIMIT}`,
    [Object.keys(schedules.basis.units), new Date(now.getTime() - LOOK_BACK_DAYS * 86_400_000)],
  );
  const due = steps.filter((step) => isHalfADay(schedules, step, now));
  return database.transaction((tx) => tellStaff(tx, due.map(wordOf), now));
}

/** Half of the working time of the day on which it came, or of the next one that has any. */
function isHalfADay(schedules: WorkSchedules, { unit, since }: WaitingStep, now: Date): boolean {
  const schedule = schedules.of(unit);
  let day = chinaDateOf(since);
  while (!schedule.dayOf(day).isWorking) day = addCivilDays(day, 1);
  const minutes = schedule.dayOf(day).spans.reduce((sum, { from, to }) => sum + to - from, 0);
  return workingMsBetween(schedule, since, now) >= (minutes * 60_000) / 2;
}

function wordOf({ id, number, unit, restricted, state, seq }: WaitingStep): Word {
  const [role, name] =
    state === 'awaiting_review' ? (['reviewer', '审核'] as const) : (['signer', '签发'] as const);
  return {
    kind: 'waiting_step',
    to: [{ role, unit }],
    text: `办件 ${number} 等待${name}已有半个工作日，请办理。`,
    about: `waiting:${id}:${seq}`,
    by: null,
    case: { id, number, unit, coUnits: [], restricted },
  };
}
