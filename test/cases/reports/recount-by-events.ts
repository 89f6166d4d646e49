import type { Figure } from '../../../src/cases/reports/figures';
import type { Database } from '../../../src/database/database';
import { countWorkingDays } from '../../../src/cases/calendar/count-days';
import { workingMsBetween } from '../../../src/cases/calendar/count-time';
import type { WorkSchedule } from '../../../src/cases/calendar/work-schedule';
import { chinaDateOf } from '../../../src/platform/china-time';

export type Counted = Map<string, { base: number; hits: number; amount: number }>;

interface EventRow {
  id: string;
  kind: string;
  at: Date;
  unit: string;
  state: string;
  rating: number | null;
  opened_at: Date;
}

/**
 * The figures as somebody would count them who has nothing but the line of events, reading one case
 * after the other: another way than the product's, which plans rows and adds up conditions.
 * @returns by unit and figure
 */
export async function recountByEvents(
  database: Database,
  schedule: WorkSchedule,
  now: Date,
): Promise<Counted> {
  const events = await database.query<EventRow>(
    `select c.id, c.opened_at, e.kind, e.at, e.unit, e.state, (e.data ->> 'rating')::int as rating
     from case_events e join cases c on c.id = e.case_id order by c.id, e.seq`,
  );
  const limits = await readLimits(database);
  const told = await readTold(database);
  const counted: Counted = new Map();
  const add = (unit: string, figure: Figure, hit: boolean, amount = 0): void => {
    const key = `${unit} ${figure}`;
    const value = counted.get(key) ?? { base: 0, hits: 0, amount: 0 };
    counted.set(key, {
      base: value.base + 1,
      hits: value.hits + (hit ? 1 : 0),
      amount: value.amount + amount,
    });
  };
  for (const [id, line] of groupById(events)) {
    const rounds = splitRounds(line);
    rounds.forEach((round, index) => {
      countRound(round, {
        ...{ add, now, schedule, isFirst: index === 0, isLast: index === rounds.length - 1 },
        due: limits.get(`${id} ${index + 1}`) ?? null,
        told: told.get(`${id} ${index + 1}`) ?? null,
      });
    });
  }
  return counted;
}

function groupById(events: readonly EventRow[]): Map<string, EventRow[]> {
  const lines = new Map<string, EventRow[]>();
  for (const event of events) lines.set(event.id, [...(lines.get(event.id) ?? []), event]);
  return lines;
}

function splitRounds(line: readonly EventRow[]): EventRow[][] {
  const rounds: EventRow[][] = [[]];
  for (const event of line) {
    if (event.kind === 'rework') rounds.push([]);
    rounds.at(-1)!.push(event);
  }
  return rounds;
}

interface Counting {
  add: (unit: string, figure: Figure, hit: boolean, amount?: number) => void;
  schedule: WorkSchedule;
  now: Date;
  isFirst: boolean;
  isLast: boolean;
  due: Date | null;
  told: boolean | null;
}

function countRound(round: readonly EventRow[], counting: Counting): void {
  const { add, isFirst, isLast, now, due, schedule } = counting;
  const last = round.at(-1)!;
  const unit = last.unit;
  const openedAt = last.opened_at;
  for (const [index, { kind, unit: to }] of round.entries()) {
    if (!['opened', 'assign', 'transfer'].includes(kind)) continue;
    const stay = round.slice(index + 1);
    const next = stay.findIndex((event) => ['assign', 'transfer'].includes(event.kind));
    const during = next === -1 ? stay : stay.slice(0, next);
    add(
      to,
      'returned',
      during.some((event) => event.kind === 'return'),
    );
  }
  const since = round.findLastIndex(({ kind }) =>
    ['opened', 'assign', 'transfer', 'rework'].includes(kind),
  );
  const isAccepted = round.slice(since).some(({ kind }) => kind.startsWith('accept'));
  const answer = round.find(
    (event) =>
      event.state === 'answered' ||
      (event.state === 'closed' && ['review', 'sign'].includes(event.kind)),
  );
  const isRefused = answer?.state === 'closed';
  const isReferred = answer?.kind === 'refer' || (answer !== undefined && !isAccepted && isFirst);
  const isAnswered = answer !== undefined && !isRefused && !isReferred;
  const wasDropped = !answer && (last.state === 'closed' || last.state === 'withdrawn');
  const isUnneeded =
    wasDropped &&
    round.findLast(({ kind }) => kind === 'dismiss') !== undefined &&
    last.state === 'closed' &&
    !isAccepted;
  if (isFirst) {
    add(unit, 'received', true);
    if (isUnneeded) add(unit, 'unneeded', true);
    if (isAccepted || !wasDropped) add(unit, 'accepted', isAccepted);
    if (answer) {
      add(unit, 'first_answer', true, workingMsBetween(schedule, openedAt, answer.at));
    }
  }
  const isOverdue =
    !answer && !wasDropped && last.state !== 'awaiting_supplement' && due !== null && due < now;
  if (answer && due) {
    add(unit, 'on_time', answer.at <= due);
  } else if (isOverdue) {
    add(unit, 'on_time', false);
    add(unit, 'overdue', true);
  }
  const isExtended = round.some(({ kind }) => kind === 'approve_extension');
  if (isAccepted) add(unit, 'extended', isExtended);
  if (isAnswered) {
    const from = isFirst ? openedAt : round[0]!.at;
    add(
      unit,
      'work_days',
      true,
      countWorkingDays(schedule, chinaDateOf(from), chinaDateOf(answer.at)),
    );
    add(
      unit,
      'work_hours',
      true,
      workingMsBetween(schedule, from, answer.at) - pausesOf(round, schedule),
    );
    add(unit, 'reworked', !isLast);
    if (isFirst) add(unit, 'solved_once', isLast);
  }
  const rated = round.find(({ kind }) => kind === 'rate')?.rating ?? null;
  if (rated !== null) {
    add(unit, 'satisfied', rated >= 3);
    for (const word of [1, 2, 3, 4, 5] as const) add(unit, `rating_${word}`, rated === word);
  }
  if (answer && counting.told !== null) add(unit, 'undelivered', !counting.told);
}

function pausesOf(round: readonly EventRow[], schedule: WorkSchedule): number {
  return round.reduce((sum, event, index) => {
    if (event.kind !== 'supplement') return sum;
    const asked = round.slice(0, index).findLast(({ kind }) => kind === 'ask_supplement')!;
    return sum + workingMsBetween(schedule, asked.at, event.at);
  }, 0);
}

/** The limit that counted for each round: the answer's where one was signed, else the case's. */
async function readLimits(database: Database): Promise<Map<string, Date>> {
  const rows = await database.query<{ key: string; due: Date | null }>(
    `select c.id || ' ' || r.round as key, case when a.round is null then c.answer_due_at else a.due_at end as due
     from cases c cross join lateral generate_series(1, c.round) r(round)
     left join case_answers a on a.case_id = c.id and a.round = r.round`,
  );
  return new Map(rows.flatMap(({ key, due }) => (due ? [[key, due] as const] : [])));
}

async function readTold(database: Database): Promise<Map<string, boolean>> {
  const rows = await database.query<{ key: string; told: boolean }>(
    `select case_id || ' ' || row_number() over (partition by case_id order by created_at) as key,
       state = 'accepted' as told
     from outbox where kind = 'answer'`,
  );
  return new Map(rows.map(({ key, told }) => [key, told]));
}
