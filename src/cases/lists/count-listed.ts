import type { Queryable } from '../../database/database';
import { mapInTurns } from '../../platform/in-turns';
import type { CaseClockRow } from '../clock/case-lamp';
import type { Scope } from '../scope';
import { planList, type ListReader } from './list-branches';
import { lookedAt, sortOf, type CaseList } from './list-cases';
import { buildListStatement } from './list-statement';
import { isLit } from './read-page';

const MOST_COUNTED = 10_000;
/** Lamps that are worked out without letting a callback go between. */
const LAMPS_TOGETHER = 100;

export interface ListTotal {
  cases: number;
  /** False: there are more. */
  exact: boolean;
}

/** How many cases a list has, up to 10 000; with 灯 among the first 10 000 of the list. */
export async function countListed(
  db: Queryable,
  scope: Scope,
  reader: ListReader,
  list: CaseList,
  now: Date,
): Promise<ListTotal> {
  const filters = lookedAt(list);
  const plan = planList(scope, reader, list.tab, filters);
  const { sql, values } = buildListStatement({
    ...{ scope, staffId: reader.staffId, now, plan, filters },
    ...{ sort: sortOf(list), cursor: null, limit: MOST_COUNTED + 1, unordered: true },
    besides: list.besides ?? [],
  });
  if (!list.lamp?.of) {
    const [total] = await db.query<{ cases: number }>(
      `select count(*)::int as cases from (${sql}) counted`,
      values,
    );
    return totalOf(total!.cases);
  }
  const { lamp } = list;
  const rows = await db.query<CaseClockRow>(
    `select c.owner_unit, c.type, c.opened_at, c.assigned_at, c.accept_due_at, c.counts_from_at,
       c.answer_due_at, c.paused_at, c.paused_remaining_ms::double precision, c.extension,
       c.extension_days, c.answered_at, c.closed_at
     from (${sql}) counted join cases c on c.id = counted.id`,
    values,
  );
  const lit = await mapInTurns(rows, LAMPS_TOGETHER, (row) => isLit(lamp, row));
  const cases = lit.filter(Boolean).length;
  return { cases, exact: rows.length <= MOST_COUNTED };
}

/** A count that stopped one above the most that is counted. */
export function totalOf(counted: number): ListTotal {
  return { cases: Math.min(counted, MOST_COUNTED), exact: counted <= MOST_COUNTED };
}

/** `1234 条`, and above ten thousand `1 万条以上`. */
export function presentTotal({ cases, exact }: ListTotal): string {
  if (exact) return `${cases} 条`;
  return cases >= MOST_COUNTED ? '1 万条以上' : `${cases} 条以上`;
}
