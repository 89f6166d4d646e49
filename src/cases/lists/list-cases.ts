/** Lists of cases for staff: tabs, filters, pages by key. */
import type { Queryable } from '../../database/database';
import { AppError } from '../../platform/errors';
import type { Scope } from '../scope';
import type { CaseFilters } from './case-filters';
import { planList, type CaseTab, type ListReader } from './list-branches';
import { readCursor } from './list-cursor';
import { buildListStatement, type ListSort, type ListStatement } from './list-statement';
import { loadListed, type ListedCase } from './load-listed';
import { presentPage, readPage, type CasePage, type LampFilter, type Placed } from './read-page';

export const PAGE_SIZES = [20, 50, 100] as const;

export interface CaseList {
  tab: CaseTab;
  filters: CaseFilters;
  /** Absent: open cases by limit, others by receipt, the last first. By limit only open ones are listed. */
  sort?: ListSort;
  lamp?: LampFilter;
  /** Ids of cases that the tab lists beside its own. */
  besides?: readonly string[];
}

/**
 * One page of a list, within a scope.
 * @throws AppError bad_request for a cursor of another list or a size that is none
 */
export async function listCases(
  db: Queryable,
  scope: Scope,
  reader: ListReader,
  list: CaseList,
  page: { size: number; cursor?: string; now: Date },
): Promise<CasePage> {
  wantPageSize(page.size);
  const sort = sortOf(list);
  const of = [list.tab, sort, list.filters, list.lamp?.kinds];
  const cursor = page.cursor === undefined ? null : readCursor(page.cursor, of);
  const filters = lookedAt(list);
  const plan = planList(scope, reader, list.tab, filters);
  const besides = list.besides ?? [];
  const statement = { scope, staffId: reader.staffId, now: page.now, plan, sort, besides };
  const read = await readPage(
    (from, limit) => fetchRows(db, { ...statement, filters, cursor: from, limit }),
    cursor,
    page.size,
    list.lamp,
  );
  return presentPage(read, cursor, of);
}

/** @throws AppError bad_request */
export function wantPageSize(size: number): void {
  if (!PAGE_SIZES.some((one) => one === size)) {
    throw new AppError('bad_request', `每页只能是 ${PAGE_SIZES.join('、')} 条。`);
  }
}

/** The filters of a list with what its lamps say of the moment, which is no part of what a cursor is of. */
export function lookedAt({ filters, lamp }: Pick<CaseList, 'filters' | 'lamp'>): CaseFilters {
  return { ...filters, ...lamp?.within };
}

/** How a list is sorted where nobody says otherwise. */
export function sortOf({ tab, sort }: Pick<CaseList, 'tab' | 'sort'>): ListSort {
  return sort ?? (tab === 'done' || tab === 'all' ? 'received' : 'due');
}

async function fetchRows(db: Queryable, statement: ListStatement): Promise<Placed<ListedCase>[]> {
  const { sql, values } = buildListStatement(statement);
  const places = await db.query<{ id: string; key: string }>(sql, values);
  const keys = new Map(places.map(({ id, key }) => [id, key]));
  const rows = await loadListed(db, statement.scope, [...keys.keys()]);
  return rows.map((row) => ({ row, key: keys.get(row.id)! }));
}
