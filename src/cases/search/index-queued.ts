/** Makes the words of cases findable: a job follows the queue, so that no callback waits for it. */
import type { Database, Queryable, Tx } from '../../database/database';
import { mapInTurns } from '../../platform/in-turns';
import { loadCaseTexts } from './case-texts';
import type { FoldText } from './fold-text';
import { gramsOf, monthGram, numberGram } from './grams';

interface QueuedCase {
  id: string;
  number: string;
  externalNo: string | null;
  openedAt: Date;
  ownerUnit: string;
  helpers: string[];
  restricted: boolean;
}

const BATCH = 200;
/** Cases whose words are cut without letting a callback go between. */
const CUT_TOGETHER = 20;

/**
 * Takes cases from the queue and makes their words findable anew. One process at a time, so that an
 * older reading never replaces a newer one.
 * @returns how many lines of the queue are done; 0: it is empty, or another process is at it
 */
export async function indexQueued(
  db: Database,
  foldText: FoldText,
  batch = BATCH,
): Promise<number> {
  return db.transaction(async (tx) => {
    const [lock] = await tx.query<{ taken: boolean }>(
      `select pg_try_advisory_xact_lock(hashtextextended('case search', 0)) as taken`,
    );
    if (!lock!.taken) return 0;
    const lines = await tx.query<{ caseId: string }>(
      `delete from case_search_queue where id in (
         select id from case_search_queue order by id limit $1)
       returning case_id as "caseId"`,
      [batch],
    );
    if (lines.length > 0) {
      await indexCases(tx, foldText, [...new Set(lines.map(({ caseId }) => caseId))]);
    }
    return lines.length;
  });
}

/** Words of a merged case are words of its main case too. */
async function indexCases(tx: Tx, foldText: FoldText, ids: readonly string[]): Promise<void> {
  const cases = await tx.query<QueuedCase>(
    `select c.id, c.number, c.external_no as "externalNo", c.opened_at as "openedAt",
       c.owner_unit as "ownerUnit", c.restricted,
       array(select h.unit from case_co_handlers h where h.case_id = c.id order by h.unit) as helpers
     from cases c
     join (
       select unnest($1::uuid[]) as id
       union select part.merged_into from cases part
       where part.id = any($1::uuid[]) and part.merged_into is not null) wanted on wanted.id = c.id`,
    [ids],
  );
  const texts = await loadCaseTexts(
    tx,
    cases.map(({ id }) => id),
  );
  const rows = await mapInTurns(cases, CUT_TOGETHER, (one) => {
    const said = (texts.get(one.id) ?? []).map(({ text }) => text);
    return buildSearchRow(foldText, one, said);
  });
  await tx.query(
    `insert into case_search (case_id, folded, grams, owner_unit, units, restricted)
     select r.case_id, r.folded, r.grams, r.owner_unit, r.units, r.restricted
     from json_to_recordset($1::json) as r(case_id uuid, folded text, grams text[],
       owner_unit text, units text[], restricted boolean)
     order by r.case_id
     on conflict on constraint case_search_pkey do update
       set folded = excluded.folded, grams = excluded.grams, owner_unit = excluded.owner_unit,
         units = excluded.units, restricted = excluded.restricted`,
    [JSON.stringify(rows)],
  );
}

function buildSearchRow(
  foldText: FoldText,
  { id, number, externalNo, openedAt, ownerUnit, helpers, restricted }: QueuedCase,
  said: readonly string[],
) {
  const folded = foldText(said.join('\n'));
  const numbers = [number, externalNo].filter((one) => one !== null);
  return {
    case_id: id,
    folded,
    ...{ owner_unit: ownerUnit, units: [ownerUnit, ...helpers], restricted },
    grams: [
      ...gramsOf(folded),
      monthGram(openedAt),
      ...numbers.map((one) => numberGram(foldText(one.trim()))),
    ],
  };
}

/** How many changes wait to be made findable. */
export async function countQueued(db: Queryable): Promise<number> {
  const [row] = await db.query<{ lines: number }>(
    'select count(*)::int as lines from case_search_queue',
  );
  return row!.lines;
}
