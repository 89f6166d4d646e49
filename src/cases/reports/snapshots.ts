/** 通报: a period as it stood when it was made, under a number; the same number always prints the same. */
import type { Database, Queryable, Tx } from '../../database/database';
import { AppError } from '../../platform/errors';
import { addCivilDays, chinaDateOf } from '../../platform/china-time';
import { createId } from '../../platform/ids';
import { readFigures, type Period, type UnitFigures } from './read-report';
import { lockReports } from './refresh-reports';

export interface Snapshot extends Period {
  id: string;
  /** `TB20261101-3F2A`: the day on which it was made, and what tells it from others of that day. */
  number: string;
  units: readonly string[];
  /** 数据截至. */
  asOf: Date;
  /** Staff id; null: made by the schedule. */
  madeBy: string | null;
  figures: readonly UnitFigures[];
}

const COLUMNS = `id, number, first_day::text as "firstDay", last_day::text as "lastDay", units,
  as_of as "asOf", made_by as "madeBy", figures`;

/**
 * Keeps a period as it stands at this moment: every row that its figures are made of, and the figures.
 * @throws AppError bad_request for a period that is not over
 */
export async function makeSnapshot(
  tx: Tx,
  {
    units,
    firstDay,
    lastDay,
    madeBy,
    now,
  }: Period & {
    units: readonly string[];
    madeBy: string | null;
    now: Date;
  },
): Promise<Snapshot> {
  if (lastDay >= chinaDateOf(now)) {
    throw new AppError('bad_request', '这段时间还没有结束，只能通报已经过去的日子。');
  }
  const id = createId(now);
  const number = `TB${chinaDateOf(now).replaceAll('-', '')}-${id.slice(-4).toUpperCase()}`;
  await lockReports(tx);
  const figures = await readFigures(tx, units, { firstDay, lastDay });
  await tx.query(
    `insert into report_snapshots (id, number, first_day, last_day, units, as_of, made_by, made_at, figures)
     values ($1, $2, $3, $4, $5, $6, $7, $6, $8)`,
    [id, number, firstDay, lastDay, units, now, madeBy, JSON.stringify(figures)],
  );
  await tx.query(
    `insert into report_snapshot_handlings
     select $1::uuid, h.* from report_handlings h where unit = any($2) and day between $3 and $4`,
    [id, units, firstDay, lastDay],
  );
  return { id, number, firstDay, lastDay, units, asOf: now, madeBy, figures };
}

/** The 通报 of the month before, once; made by whoever of several processes comes first. */
export async function makeMonthlySnapshot(
  db: Database,
  units: readonly string[],
  now: Date,
): Promise<Snapshot | null> {
  const lastDay = addCivilDays(`${chinaDateOf(now).slice(0, 8)}01`, -1);
  const firstDay = `${lastDay.slice(0, 8)}01`;
  return db.transaction(async (tx) => {
    await lockReports(tx);
    const [made] = await tx.query(
      `select id from report_snapshots
       where first_day = $1 and last_day = $2 and made_by is null`,
      [firstDay, lastDay],
    );
    return made ? null : makeSnapshot(tx, { units, firstDay, lastDay, madeBy: null, now });
  });
}

/**
 * A snapshot that a reader may see: one of which they may read at least one unit; the others are cut out.
 * @throws AppError not_found for one that is absent or of other units only
 */
export async function getSnapshot(
  db: Queryable,
  readable: readonly string[],
  id: string,
): Promise<Snapshot> {
  const [row] = await db.query<Snapshot>(
    `select ${COLUMNS} from report_snapshots where id = $1 and units && $2`,
    [id, readable],
  );
  if (!row) throw new AppError('not_found', '没有这一期通报。');
  return cut(row, readable);
}

/** The last ones, newest first. */
export async function listSnapshots(
  db: Queryable,
  readable: readonly string[],
  limit: number,
): Promise<Snapshot[]> {
  const rows = await db.query<Snapshot>(
    `select ${COLUMNS} from report_snapshots where units && $1 order by id desc limit $2`,
    [readable, limit],
  );
  return rows.map((row) => cut(row, readable));
}

function cut(snapshot: Snapshot, readable: readonly string[]): Snapshot {
  const isReadable = (unit: string): boolean => readable.includes(unit);
  return {
    ...snapshot,
    units: snapshot.units.filter(isReadable),
    figures: snapshot.figures.filter(({ unit }) => isReadable(unit)),
  };
}
