import type { Queryable } from '../../database/database';
import type { Scope } from '../scope';
import { planList, type CaseTab, type ListBranch, type ListReader } from './list-branches';
import type { CaseCount } from './read-counts';

/** How many cases each tab lists, from the counters. @param helped open cases of others that await an opinion */
export function countTabs(
  counts: readonly CaseCount[],
  scope: Scope,
  reader: ListReader,
  helped: number,
): Readonly<Record<CaseTab, number>> {
  const at = new Map(counts.map((count) => [`${count.unit} ${count.state}`, count]));
  const sumOf = (tab: CaseTab): number =>
    planList(scope, reader, tab, {}).branches.reduce(
      (sum, branch) => sum + countedIn(branch, at.get(`${branch.unit} ${branch.state}`)),
      0,
    );
  return {
    todo: sumOf('todo') + helped,
    mine: sumOf('mine'),
    unit: sumOf('unit'),
    done: sumOf('done'),
    all: sumOf('all'),
  };
}

function countedIn({ of }: ListBranch, count: CaseCount | undefined): number {
  if (!count) return 0;
  if (of === 'everybody') return count.cases;
  return of === 'reader' ? count.mine : count.mine + count.unclaimed;
}

/** Cases of other units that wait for an opinion of these (协办), up to 10 001. */
export async function countHelped(db: Queryable, units: readonly string[]): Promise<number> {
  const [row] = await db.query<{ cases: number }>(
    `select count(*)::int as cases from (
       select from case_co_handlers h join cases c on c.id = h.case_id
       where h.unit = any($1::text[]) and h.answered_at is null and not c.restricted
         and c.owner_unit <> all($1::text[])
         and c.state in ('in_progress', 'awaiting_supplement', 'awaiting_review', 'awaiting_signature')
       limit 10001) helped`,
    [units],
  );
  return row!.cases;
}
