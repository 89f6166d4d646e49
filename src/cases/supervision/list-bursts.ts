import type { Queryable } from '../../database/database';
import { createId } from '../../platform/ids';
import { loadListed, type ListedCase } from '../lists/load-listed';
import type { FoldText } from '../search/fold-text';
import type { Scope } from '../scope';
import { BURST, findBursts, type Burst } from './find-bursts';

export interface ListedBurst extends Burst {
  /** The newest of them, for the eye. */
  cases: readonly ListedCase[];
}

/** More of one day are not compared with each other. */
const MOST_COMPARED = 600;
const MOST_SHOWN = 20;
const HOUR_MS = 60 * 60 * 1000;

/** 疑似舆情: what many said within a day, in the ordinary cases of a scope; ids lie in the order of time. */
export async function listBursts(
  db: Queryable,
  { units }: Pick<Scope, 'units'>,
  foldText: FoldText,
  now: Date,
): Promise<ListedBurst[]> {
  const since = createId(new Date(now.getTime() - BURST.withinHours * HOUR_MS));
  const rows = await db.query<{ id: string; item: string | null; said: string | null }>(
    `select c.id, c.item, coalesce(c.statement, m.text) as said
     from cases c left join lateral (
       select left(text, 200) as text from messages m
       where m.case_id = c.id and m.text is not null order by m.id limit 1) m on true
     where c.id > $1 and c.owner_unit = any($2::text[]) and not c.restricted
       and c.state not in ('merged', 'withdrawn')
     order by c.id desc limit ${MOST_COMPARED}`,
    [since, units],
  );
  const bursts = findBursts(
    rows.map(({ id, item, said }) => ({ id, item, folded: foldText(said ?? '') })),
  );
  return Promise.all(
    bursts.map(async (burst) => ({
      ...burst,
      cases: await loadListed(db, { units }, burst.ids.slice(0, MOST_SHOWN)),
    })),
  );
}
