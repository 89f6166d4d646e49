import type { Queryable } from '../../database/database';
import type { CaseState } from '../case-state';
import type { AnswerKind, Outcome } from '../life-cycle/case-row';

/** An event as reports read it; column names are the table's. */
export interface ReportedEvent {
  seq: number;
  kind: string;
  at: Date;
  unit: string;
  round: number;
}

/** What was signed in a round. */
export interface ReportedAnswer {
  round: number;
  kind: AnswerKind;
  signed_at: Date;
  due_at: Date | null;
  /** Null: it went by no account. */
  told: boolean | null;
}

/** All that reports are made of, of one case. */
export interface ReportedCase {
  id: string;
  opened_at: Date;
  state: CaseState;
  round: number;
  restricted: boolean;
  outcome: Outcome | null;
  answer_due_at: Date | null;
  /** In their order. */
  events: ReportedEvent[];
  answers: ReportedAnswer[];
  /** Without those that were marked 误评. */
  ratings: { round: number; rating: number }[];
}

/** Whether answers have reached their citizens, for many cases at once; delivery knows. */
export interface ToldPort {
  /** One row an answer that went by an account; `at`: when it was signed. */
  listTold(
    db: Queryable,
    caseIds: readonly string[],
  ): Promise<readonly { caseId: string; at: Date; told: boolean }[]>;
}

/** Events that neither give a unit a case nor count for a figure are many, and are not read. */
const TOLD_BY_EVENTS = [
  ...['opened', 'registered', 'split_off', 'assign', 'transfer', 'rework', 'return'],
  ...['accept', 'accept_and_answer', 'approve_extension', 'ask_supplement', 'supplement'],
];

/** Reads cases with all that reports are made of, in the order of their ids. */
export async function loadRecords(
  db: Queryable,
  port: ToldPort,
  ids: readonly string[],
): Promise<ReportedCase[]> {
  const cases = await db.query<Omit<ReportedCase, 'events' | 'answers' | 'ratings'>>(
    `select id, opened_at, state, round, restricted, outcome, answer_due_at
     from cases where id = any($1::uuid[]) order by id`,
    [ids],
  );
  const events = await db.query<ReportedEvent & { case_id: string }>(
    `select case_id, seq, kind, at, unit, round from case_events
     where case_id = any($1::uuid[]) and kind = any($2) order by case_id, seq`,
    [ids, TOLD_BY_EVENTS],
  );
  const answers = await db.query<Omit<ReportedAnswer, 'told'> & { case_id: string }>(
    `select case_id, round, kind, signed_at, due_at from case_answers
     where case_id = any($1::uuid[]) order by case_id, round`,
    [ids],
  );
  const ratings = await db.query<{ case_id: string; round: number; rating: number }>(
    `select case_id, round, rating from case_ratings
     where case_id = any($1::uuid[]) and mistaken_at is null`,
    [ids],
  );
  const told = new Map(
    (await port.listTold(db, ids)).map((one) => [keyOf(one.caseId, one.at), one.told]),
  );
  const eventsOf = groupByCase(events);
  const answersOf = groupByCase(answers);
  const ratingsOf = groupByCase(ratings);
  return cases.map((one) => ({
    ...one,
    events: eventsOf.get(one.id) ?? [],
    answers: (answersOf.get(one.id) ?? []).map((answer) => ({
      ...answer,
      told: told.get(keyOf(one.id, answer.signed_at)) ?? null,
    })),
    ratings: ratingsOf.get(one.id) ?? [],
  }));
}

function groupByCase<Row extends { case_id: string }>(rows: readonly Row[]): Map<string, Row[]> {
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const group = groups.get(row.case_id);
    if (group) group.push(row);
    else groups.set(row.case_id, [row]);
  }
  return groups;
}

function keyOf(caseId: string, at: Date): string {
  return `${caseId} ${at.getTime()}`;
}
