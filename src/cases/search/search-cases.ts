/** Full text search over what was said in cases, within one's scope. */
import type { Queryable } from '../../database/database';
import { filterConditions, type CaseFilters } from '../lists/case-filters';
import { totalOf, type ListTotal } from '../lists/count-listed';
import { wantPageSize } from '../lists/list-cases';
import { readCursor, type ListCursor } from '../lists/list-cursor';
import { loadListed, type ListedCase } from '../lists/load-listed';
import { presentPage, type CasePage } from '../lists/read-page';
import { createSqlParameters, type SqlParameters } from '../lists/sql-parameters';
import { scopeCondition, scopeParameters, type Scope } from '../scope';
import { loadCaseTexts } from './case-texts';
import type { FoldText } from './fold-text';
import { monthGram } from './grams';
import { parseSearchTerms, type SearchTerms } from './search-terms';
import { searchWindows, type SearchWindow } from './search-windows';
import { makeSnippets, type Snippet } from './snippets';

export interface CaseSearch {
  /** Words of two signs or more; of several, parted by spaces, all must stand in the case. */
  text: string;
  filters: CaseFilters;
}

export type FoundCase = ListedCase & {
  /** Where the words stand; none where the case was found by its number. */
  snippets: readonly Snippet[];
};

interface Place {
  id: string;
  key: string;
}

/** Also how many of what the words find are held against the other conditions when they are counted. */
const MOST_COUNTED = 10_000;

/**
 * Cases in which the words stand, in messages, answers, notes or as their number, the last received
 * first. Full and half width, upper and lower case, traditional and simplified signs are the same.
 * What was written in the last seconds may not be found yet.
 * @throws AppError bad_request for fewer than two signs, another list's cursor, a size that is none
 */
export async function searchCases(
  db: Queryable,
  foldText: FoldText,
  scope: Scope,
  search: CaseSearch,
  page: { size: number; cursor?: string; now: Date },
): Promise<CasePage<FoundCase>> {
  wantPageSize(page.size);
  const sought = parseSearchTerms(foldText, search.text);
  const of = ['search', sought.terms, search.filters];
  const cursor = page.cursor === undefined ? null : readCursor(page.cursor, of);
  const limit = page.size + 1;
  const run = { db, scope, filters: search.filters, cursor, limit };
  const byNumber = cursor === null ? await findByNumber(run, sought) : [];
  const places = byNumber.length > 0 ? byNumber : await findByWords(run, sought, page.now);
  const shown = places.slice(0, page.size);
  const rows = await present(db, foldText, scope, shown, sought.terms);
  const keys = new Map(shown.map(({ id, key }) => [id, key]));
  const placed = rows.map((row) => ({ row, key: keys.get(row.id)! }));
  const goesOn = places.length > page.size ? shown.at(-1)! : null;
  return presentPage({ placed, goesOn }, cursor, of);
}

/** How many cases a search finds, up to 10 000; at least so many where the words alone find very many. */
export async function countFound(
  db: Queryable,
  foldText: FoldText,
  scope: Scope,
  { text, filters }: CaseSearch,
): Promise<ListTotal> {
  const sought = parseSearchTerms(foldText, text);
  const run = { db, scope, filters, cursor: null, limit: MOST_COUNTED + 1 };
  const byNumber = await findByNumber(run, sought);
  if (byNumber.length > 0) return totalOf(byNumber.length);
  const parameters = createSqlParameters();
  if (isEmpty(filters)) {
    const hits = hitsOf(run, sought, EVER, parameters);
    const [total] = await db.query<{ cases: number }>(
      `select count(*)::int as cases from (select ${hits} limit ${run.limit}) counted`,
      parameters.values,
    );
    return totalOf(total!.cases);
  }
  const { hits, cases } = foundCases(run, sought, EVER, parameters);
  const [total] = await db.query<{ weighed: number; cases: number }>(
    `with hits as materialized (select ${hits} as case_id limit ${run.limit})
     select (select count(*)::int from hits) as weighed,
       (select count(*)::int from (select 1 from hits ${cases} limit ${run.limit}) counted) as cases`,
    parameters.values,
  );
  const { cases: counted, exact } = totalOf(total!.cases);
  return { cases: counted, exact: exact && total!.weighed <= MOST_COUNTED };
}

/** Whether the words alone decide. */
function isEmpty(filters: CaseFilters): boolean {
  const { flags = [], ...rest } = filters;
  return flags.length === 0 && Object.values(rest).every((value) => value === undefined);
}

const EVER: SearchWindow = { from: null, before: null, months: null };

interface Run {
  db: Queryable;
  scope: Scope;
  filters: CaseFilters;
  cursor: ListCursor | null;
  limit: number;
}

async function findByNumber(run: Run, { number }: SearchTerms): Promise<Place[]> {
  return number === null ? [] : readWindow(run, { terms: [], grams: [number], number }, EVER);
}

async function findByWords(run: Run, sought: SearchTerms, now: Date): Promise<Place[]> {
  const { cursor, limit, filters } = run;
  const start =
    cursor && cursor.key !== 'infinity' ? new Date(cursor.key) : (filters.receivedBefore ?? now);
  const found: Place[] = [];
  for (const window of searchWindows(start, cursor?.way ?? 'next')) {
    if (filters.receivedFrom && window.before && window.before <= filters.receivedFrom) break;
    const left = limit - found.length;
    found.push(...(await readWindow({ ...run, limit: left }, sought, window)));
    if (found.length === limit) break;
  }
  return found;
}

async function readWindow(run: Run, sought: SearchTerms, window: SearchWindow): Promise<Place[]> {
  const parameters = createSqlParameters();
  const way = run.cursor?.way === 'previous' ? 'asc' : 'desc';
  const { hits, cases } = foundCases(run, sought, window, parameters);
  return run.db.query<Place>(
    `select c.id, c.opened_at::text as key from (select ${hits} as case_id) hits ${cases}
     order by c.opened_at ${way}, c.id ${way} limit ${run.limit}`,
    parameters.values,
  );
}

/** From how many units on the index is asked for all and the rows for their unit. */
const MANY_UNITS = 4;

/**
 * Cases in which the words stand, by a function: row-level security would bar the index of words. It
 * stands in the list of columns, where rows come one by one: in `from` all come before the first is used.
 */
function hitsOf(
  { scope }: Run,
  { terms, grams }: SearchTerms,
  { months }: SearchWindow,
  { add }: SqlParameters,
): string {
  const [readable, named] = scopeParameters(scope);
  const units = new Set([...(readable ?? []), ...(named ?? [])]);
  const name = `find_words${units.size < MANY_UNITS ? '_of_units' : ''}${months ? '_in_months' : ''}`;
  const long = terms.filter((term) => [...term].length > 2);
  const lists = [grams, months?.map(monthGramOf) ?? [], long, readable, named];
  return `${name}(${lists.map((list) => add(list, 'text[]')).join(', ')})`;
}

/**
 * What the words find, and how `hits` are joined to `cases c` and held against the other conditions. The words
 * are looked up by themselves first: a planner that counts on few would walk through all cases by time.
 */
function foundCases(
  run: Run,
  sought: SearchTerms,
  window: SearchWindow,
  parameters: SqlParameters,
): { hits: string; cases: string } {
  const { scope, filters, cursor } = run;
  const { from, before } = window;
  const { add } = parameters;
  for (const value of scopeParameters(scope)) add(value, 'text[]');
  const hits = hitsOf(run, sought, window, parameters);
  const conditions = [scopeCondition(1), ...filterConditions(filters, parameters)];
  if (filters.units) conditions.push(`c.owner_unit = any(${add(filters.units, 'text[]')})`);
  if (filters.states) conditions.push(`c.state = any(${add(filters.states, 'text[]')})`);
  if (from) conditions.push(`c.opened_at >= ${add(from, 'timestamptz')}`);
  if (before) conditions.push(`c.opened_at < ${add(before, 'timestamptz')}`);
  if (cursor) {
    const than = cursor.way === 'next' ? '<' : '>';
    const place = `(${add(cursor.key, 'timestamptz')}, ${add(cursor.id, 'uuid')})`;
    conditions.push(`(c.opened_at, c.id) ${than} ${place}`);
  }
  const cases = `join cases c on c.id = hits.case_id where ${conditions.join(' and ')}`;
  return { hits, cases };
}

const monthGramOf = (month: string): string => monthGram(new Date(`${month}-15T00:00:00Z`));

async function present(
  db: Queryable,
  foldText: FoldText,
  scope: Scope,
  places: readonly Place[],
  terms: readonly string[],
): Promise<FoundCase[]> {
  const rows = await loadListed(
    db,
    scope,
    places.map(({ id }) => id),
  );
  const texts = await loadCaseTexts(
    db,
    rows.map(({ id }) => id),
  );
  return rows.map((row) => ({
    ...row,
    snippets: makeSnippets(foldText, texts.get(row.id) ?? [], terms),
  }));
}
