import { listCases, type CaseList } from '../../../cases/lists/list-cases';
import { searchCases } from '../../../cases/search/search-cases';
import type { CasePage } from '../../../cases/lists/read-page';
import { AppError } from '../../../platform/errors';
import { can, scopeOf, type Person, type Scope } from '../../../staff/person';
import type { CaseDesk } from '../cases/case-desk';
import { listToTell, readerOf } from '../cases/list-context';
import { listFrom, listQuerySchema, searchFrom, type ListQuery } from '../cases/list-query';

/** What a job of kind `cases` keeps: the address of the list. */
export interface CasesRequest {
  list: Readonly<Record<string, string>>;
}

/** What a job of kind `report` keeps. */
export interface ReportRequest {
  from: string;
  to: string;
  unit?: string | undefined;
  snapshot?: string | undefined;
}

const PAGE = 100;

/** The units whose cases somebody may take out, without restricted ones. */
export function exportScopeOf(person: Person, units: readonly string[]): Scope {
  const scope = scopeOf(person, units);
  return {
    ...scope,
    units: scope.units.filter((unit) => can(person, 'case.export', unit)),
    restrictedUnits: [],
  };
}

/** The list that an address asks for, as the person sees it. */
export async function exportedListOf(
  desk: CaseDesk,
  person: Person,
  scope: Scope,
  query: ListQuery,
  now: Date,
): Promise<CaseList> {
  return listFrom(desk, query, now, await listToTell(desk, { person, scope }));
}

/** The ids of a list, a page at a time. @throws AppError forbidden for somebody who has lost the right */
export async function* exportedPages(
  desk: CaseDesk,
  person: Person,
  scope: Scope,
  { list: address }: CasesRequest,
): AsyncGenerator<readonly string[]> {
  if (scope.units.length === 0) throw new AppError('forbidden', '您没有导出办件的权限。');
  const now = desk.ports.clock.now();
  const query = listQuerySchema.parse(address);
  const readAt = await pageReader(desk, person, scope, query, now);
  for (let cursor: string | undefined; ;) {
    const { rows, next } = await readAt({ size: PAGE, now, ...(cursor ? { cursor } : {}) });
    yield rows.map(({ id }) => id);
    if (next === null) return;
    cursor = next;
  }
}

type ReadAt = (page: { size: number; cursor?: string; now: Date }) => Promise<CasePage>;

async function pageReader(
  desk: CaseDesk,
  person: Person,
  scope: Scope,
  query: ListQuery,
  now: Date,
): Promise<ReadAt> {
  const { database, foldText } = desk;
  if (query.q !== undefined) {
    const search = { text: query.q, filters: searchFrom(query, person.id) };
    return (page) => searchCases(database, foldText, scope, search, page);
  }
  const wanted = await exportedListOf(desk, person, scope, query, now);
  return (page) => listCases(database, scope, readerOf({ person, scope }), wanted, page);
}
