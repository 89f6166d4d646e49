/** The cases behind a figure. */
import type { Queryable } from '../../database/database';
import { readCursor } from '../lists/list-cursor';
import { wantPageSize } from '../lists/list-cases';
import { loadListed, type ListedCase } from '../lists/load-listed';
import { presentPage, type CasePage, type Placed } from '../lists/read-page';
import { createSqlParameters } from '../lists/sql-parameters';
import type { Scope } from '../scope';
import { figureCondition, type Figure, type FigurePart } from './figures';
import type { Period } from './read-report';

/** A figure of some units, live or as a snapshot kept it. */
export interface FigureOfPeriod extends Period {
  figure: Figure;
  part: FigurePart;
  units: readonly string[];
  snapshotId: string | null;
}

/**
 * One page of the cases behind a figure, received last first. Restricted ones and those that now
 * belong to a unit outside the scope are counted and not listed.
 * @throws AppError bad_request for a cursor of another list or a size that is none
 */
export async function listBehind(
  db: Queryable,
  scope: Scope,
  of: FigureOfPeriod,
  page: { size: number; cursor?: string },
): Promise<CasePage> {
  wantPageSize(page.size);
  const cursor = page.cursor === undefined ? null : readCursor(page.cursor, of);
  const { add, values } = createSqlParameters();
  const way = cursor?.way === 'previous' ? 'asc' : 'desc';
  const conditions = [
    `h.unit = u.unit and h.day between ${add(of.firstDay, 'date')} and ${add(of.lastDay, 'date')}`,
    ...(of.snapshotId === null ? [] : [`h.snapshot_id = ${add(of.snapshotId, 'uuid')}`]),
    ...(cursor
      ? [
          `(h.day, h.case_id) ${way === 'asc' ? '>' : '<'}
            ((${add(cursor.key, 'timestamptz')} at time zone 'Asia/Shanghai')::date, ${add(cursor.id, 'uuid')})`,
        ]
      : []),
    'not h.restricted',
    figureCondition(of.figure, of.part),
    `exists (select from cases c where c.id = h.case_id and not c.restricted
       and c.owner_unit = any(${add(scope.units, 'text[]')}))`,
  ];
  const found = await db.query<{ id: string; key: string }>(
    `select id, day || ' 00:00:00+08' as key from (
       select distinct o.case_id as id, o.day from unnest(${add(of.units, 'text[]')}) as u(unit)
       cross join lateral (
         select h.case_id, h.day from ${of.snapshotId === null ? 'report_handlings' : 'report_snapshot_handlings'} h
         where ${conditions.join(' and ')}
         order by h.day ${way}, h.case_id ${way} limit ${(page.size + 1) * MOST_HANDLINGS}) o) found
     order by day ${way}, id ${way} limit ${page.size + 1}`,
    values,
  );
  const placed = await place(db, scope, found.slice(0, page.size));
  const last = placed.at(-1);
  const goesOn = found.length > page.size && last ? { key: last.key, id: last.row.id } : null;
  return presentPage({ placed, goesOn }, cursor, of);
}

/** How often a case may be with one unit before a page could come out too short. */
const MOST_HANDLINGS = 5;

async function place(
  db: Queryable,
  { units }: Scope,
  found: readonly { id: string; key: string }[],
): Promise<Placed<ListedCase>[]> {
  const keys = new Map(found.map(({ id, key }) => [id, key]));
  const rows = await loadListed(db, { units }, [...keys.keys()]);
  return rows.map((row) => ({ row, key: keys.get(row.id)! }));
}
