/** Keeps what reports are counted from up to date with the cases, in batches, one process at a time. */
import type { Database, Tx } from '../../database/database';
import { createId } from '../../platform/ids';
import { mapInTurns } from '../../platform/in-turns';
import type { WorkSchedule } from '../calendar/work-schedule';
import { FIGURES_OF_ROW } from './figures';
import { loadRecords, type ToldPort } from './load-records';
import { planHandlings, type Handling } from './plan-handlings';

/** Cases of one transaction. */
const BATCH = 1000;
/** Days of a unit that are recounted in one transaction. */
const DAYS_TOGETHER = 50;
/** Cases whose handlings are planned without letting a callback go between. */
const PLANNED_TOGETHER = 50;
/** New cases are looked for this far back; older ones that are missing are found by night. */
const NEW_WITHIN_MS = 2 * 24 * 60 * 60 * 1000;

export interface ReportParts {
  database: Database;
  told: ToldPort;
  /** A unit's working days and hours, of the files that are live. */
  schedule: (unit: string) => WorkSchedule;
  now: () => Date;
}

/** What one run does beside the cases that have changed. */
export interface RefreshOptions {
  /** Looks for cases of any age that are missing: reads the table of cases. */
  all?: boolean;
  /** Counts every day anew by today's definitions of the figures: reads all that was counted. */
  days?: boolean;
  /** How many batches at the most; absent: until nothing is left. */
  batches?: number;
}

/**
 * Counts the cases anew that are new, have changed, or have passed their limit since the last run.
 * @returns how many cases were counted
 */
export async function refreshReports(
  parts: ReportParts,
  { all = false, days = false, batches = Infinity }: RefreshOptions = {},
): Promise<number> {
  let counted = 0;
  let after = all ? NO_ID : createId(new Date(parts.now().getTime() - NEW_WITHIN_MS));
  for (let batch = 0; batch < batches; batch += 1) {
    const done = await parts.database.transaction((tx) => refreshBatch(tx, parts, after));
    if (done === null || done.cases === 0) break;
    counted += done.cases;
    after = done.newUpTo;
  }
  if (days) await recountAllDays(parts.database);
  return counted;
}

const NO_ID = '00000000-0000-0000-0000-000000000000';

const LOCK = `hashtextextended('reports', 0)`;

/** Keeps others from counting anew until the transaction ends, so that figures and rows are of one moment. */
export async function lockReports(tx: Tx): Promise<void> {
  await tx.query(`select pg_advisory_xact_lock(${LOCK})`);
}

/** @returns null where another process is at it */
async function refreshBatch(
  tx: Tx,
  parts: ReportParts,
  after: string,
): Promise<{ cases: number; newUpTo: string } | null> {
  const [lock] = await tx.query<{ taken: boolean }>(
    `select pg_try_advisory_xact_lock(${LOCK}) as taken`,
  );
  if (!lock!.taken) return null;
  const now = parts.now();
  const changed = await takeChanged(tx);
  const due = await tx.query<{ id: string }>(
    `select distinct case_id as id from report_handlings where due_at < $1 limit ${BATCH}`,
    [now],
  );
  const fresh = await tx.query<{ id: string }>(
    `select c.id from cases c
     where c.id > $1 and not exists (select from report_handlings h where h.case_id = c.id)
     order by c.id limit ${BATCH}`,
    [after],
  );
  const ids = [...new Set([...changed, ...due, ...fresh].map(({ id }) => id))];
  if (ids.length > 0) await recountCases(tx, parts, ids, now);
  return { cases: ids.length, newUpTo: fresh.at(-1)?.id ?? after };
}

/** What changes a case again waits behind this row's lock, or brings a row of its own. */
async function takeChanged(tx: Tx): Promise<{ id: string }[]> {
  return tx.query<{ id: string }>(
    `with taken as (
       delete from report_queue where id in (select id from report_queue limit ${BATCH})
       returning case_id)
     select distinct case_id as id from taken`,
  );
}

async function recountCases(
  tx: Tx,
  { told, schedule }: ReportParts,
  ids: readonly string[],
  now: Date,
): Promise<void> {
  const records = await loadRecords(tx, told, ids);
  const plan = (record: (typeof records)[number]) => planHandlings(record, schedule, now);
  const rows = (await mapInTurns(records, PLANNED_TOGETHER, plan)).flat();
  await countIntoDays(tx, ids, -1);
  await tx.query(`delete from report_handlings where case_id = any($1::uuid[])`, [ids]);
  await insertHandlings(tx, rows);
  await countIntoDays(tx, ids, 1);
}

/** Takes what is counted of some cases out of the figures of their days, or adds it. */
async function countIntoDays(tx: Tx, ids: readonly string[], sign: 1 | -1): Promise<void> {
  await tx.query(
    `insert into report_days as d (unit, day, figure, base, hits, amount)
     select h.unit, h.day, f.figure, $2 * count(*), $2 * count(*) filter (where f.is_hit),
       $2 * sum(f.amount)
     from report_handlings h cross join lateral ${FIGURES_OF_ROW}
     where h.case_id = any($1::uuid[]) and f.is_counted group by h.unit, h.day, f.figure
     on conflict (unit, day, figure) do update set base = d.base + excluded.base,
       hits = d.hits + excluded.hits, amount = d.amount + excluded.amount`,
    [ids, sign],
  );
}

async function insertHandlings(tx: Tx, rows: readonly Handling[]): Promise<void> {
  await tx.query(
    `insert into report_handlings
     select * from json_populate_recordset(null::report_handlings, $1::json)`,
    [JSON.stringify(rows)],
  );
}

/** Days are kept by adding and taking away; a release that defines a figure anew needs them counted whole. */
async function recountAllDays(database: Database): Promise<void> {
  const days = await database.query<{ unit: string; day: string }>(
    `select unit, day::text from report_handlings union select unit, day::text from report_days`,
  );
  for (let start = 0; start < days.length; start += DAYS_TOGETHER) {
    await database.transaction(async (tx) => {
      await lockReports(tx);
      await recountDays(tx, days.slice(start, start + DAYS_TOGETHER));
    });
  }
}

async function recountDays(tx: Tx, days: readonly { unit: string; day: string }[]): Promise<void> {
  const values = [days.map(({ unit }) => unit), days.map(({ day }) => day)];
  await tx.query(
    `delete from report_days d using unnest($1::text[], $2::date[]) as t(unit, day)
     where d.unit = t.unit and d.day = t.day`,
    values,
  );
  await tx.query(
    `insert into report_days (unit, day, figure, base, hits, amount)
     select h.unit, h.day, f.figure, count(*), count(*) filter (where f.is_hit), sum(f.amount)
     from unnest($1::text[], $2::date[]) as t(unit, day)
     join report_handlings h on h.unit = t.unit and h.day = t.day
     cross join lateral ${FIGURES_OF_ROW}
     where f.is_counted group by h.unit, h.day, f.figure`,
    values,
  );
}
