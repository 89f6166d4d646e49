/** Tells those who are answerable of deadlines that come near or have passed, once for each step. */
import type { Database, Tx } from '../../database/database';
import { addCivilDays, chinaDateOf, instantInChina } from '../../platform/china-time';
import type { Clock } from '../../platform/clock';
import { addWorkingDays } from '../calendar/count-days';
import { presentMoment } from '../calendar/present-day';
import type { WorkSchedules } from '../calendar/work-schedules';
import { insertCaseEvent } from '../life-cycle/case-events';
import { getCase, updateCase } from '../life-cycle/case-row';
import { SYSTEM_ACTOR } from '../life-cycle/execute-action';
import { planEscalations, type DueEscalation } from './plan-escalations';
import type { Escalation, Limits } from './schema';

const BATCH = 200;

/** A word to staff; its text names the case and nobody's data. */
export interface EscalationNotice {
  caseId: string;
  number: string;
  unit: string;
  /** 承办人; null: nobody has taken it. */
  handler: string | null;
  restricted: boolean;
  to: Escalation['to'];
  text: string;
}

/** How staff are told; what is written goes with the transaction. */
export interface EscalationNotices {
  notify(tx: Tx, notices: readonly EscalationNotice[]): Promise<void>;
}

export interface EscalateParts {
  clock: Clock;
  schedules: WorkSchedules;
  limits: Limits;
  notices: EscalationNotices;
}

type ClockName = 'accept' | 'answer';

interface Candidate {
  id: string;
  number: string;
  handler: string | null;
  restricted: boolean;
  dueAt: Date;
  told: string[];
}

const CLOCKS: Readonly<Record<ClockName, { due: string; states: string; name: string }>> = {
  accept: {
    due: 'accept_due_at',
    states: `'awaiting_assignment', 'awaiting_acceptance'`,
    name: '受理期限',
  },
  answer: {
    due: 'answer_due_at',
    states: `'in_progress', 'awaiting_review', 'awaiting_signature'`,
    name: '答复期限',
  },
};

/**
 * Goes through the running clocks of every unit. Two processes at once tell nobody twice: a step is
 * theirs whose row of `case_escalations` comes first. @returns how many steps were told
 */
export async function escalateCases(db: Database, parts: EscalateParts): Promise<number> {
  let told = 0;
  for (const unit of Object.keys(parts.schedules.basis.units)) {
    for (const clock of ['accept', 'answer'] as const) {
      let after: string | null = null;
      do {
        const batch: Candidate[] = await listCandidates(db, parts, { unit, clock, after });
        for (const one of batch) told += await escalateOne(db, parts, { unit, clock, one });
        after = batch.length < BATCH ? null : batch.at(-1)!.id;
      } while (after !== null);
    }
  }
  return told;
}

/** Open cases whose next step may have come, with the steps that were told for this deadline. */
async function listCandidates(
  db: Database,
  parts: EscalateParts,
  { unit, clock, after }: { unit: string; clock: ClockName; after: string | null },
): Promise<Candidate[]> {
  const { due, states } = CLOCKS[clock];
  return db.query<Candidate>(
    `select c.id, c.number, c.handler, c.restricted, c.${due} as "dueAt",
       array(select e.step from case_escalations e
         where e.case_id = c.id and e.clock = $3 and e.due_at = c.${due}) as told
     from cases c
     where c.owner_unit = $1 and c.state in (${states}) and c.${due} <= $2
       and ($4::uuid is null or c.id > $4)
     order by c.id limit ${BATCH}`,
    [unit, horizonOf(parts, unit), clock, after],
  );
}

/** No limit beyond it can have a step that is due now. */
function horizonOf({ clock, schedules, limits }: EscalateParts, unit: string): Date {
  const first = Math.min(0, ...limits.escalate.map(({ at }) => Number.parseInt(at, 10)));
  const today = chinaDateOf(clock.now());
  const last = addWorkingDays(schedules.of(unit), today, 1 - first);
  return instantInChina(addCivilDays(last, 1));
}

async function escalateOne(
  db: Database,
  parts: EscalateParts,
  { unit, clock, one }: { unit: string; clock: ClockName; one: Candidate },
): Promise<number> {
  const now = parts.clock.now();
  const { escalate } = parts.limits;
  const schedule = parts.schedules.of(unit);
  const due = planEscalations(schedule, escalate, one.dueAt, new Set(one.told), now);
  if (due.length === 0) return 0;
  return db.transaction(async (tx) => {
    const rows = await tx.query<{ step: string }>(
      `insert into case_escalations (case_id, clock, due_at, step, told_at)
       select $1, $2, $3, step, $5 from unnest($4::text[]) step
       on conflict on constraint case_escalations_pkey do nothing returning step`,
      [one.id, clock, one.dueAt, due.map(({ step }) => step), now],
    );
    const mine = due.filter(({ step }) => rows.some((row) => row.step === step));
    if (mine.length === 0) return 0;
    const text = noticeText(one, clock, now);
    const { id: caseId, number, handler, restricted } = one;
    await parts.notices.notify(
      tx,
      mine.map(({ to }) => ({ caseId, number, unit, handler, restricted, to, text })),
    );
    if (mine.some(({ flag }) => flag === '督办')) await supervise(tx, one, mine, now);
    return mine.length;
  });
}

function noticeText({ number, dueAt }: Candidate, clock: ClockName, now: Date): string {
  const { name } = CLOCKS[clock];
  return now > dueAt
    ? `办件 ${number} 的${name}已过，${presentMoment(dueAt)} 到期，请尽快办理。`
    : `办件 ${number} 的${name}快到了，${presentMoment(dueAt)} 到期，请抓紧办理。`;
}

async function supervise(
  tx: Tx,
  { number }: Candidate,
  steps: readonly DueEscalation[],
  now: Date,
): Promise<void> {
  const row = await getCase(tx, null, number);
  if (row.supervised) return;
  await updateCase(tx, row.id, { supervised: true });
  await insertCaseEvent(tx, {
    after: { ...row, supervised: true, version: row.version + 1 },
    kind: 'escalated',
    at: now,
    actor: SYSTEM_ACTOR,
    reason: null,
    data: { steps: steps.map(({ step }) => step) },
  });
}
