import { z } from 'zod';
import { countListed, presentTotal, type ListTotal } from '../../../cases/lists/count-listed';
import { listCases } from '../../../cases/lists/list-cases';
import type { ListedCase } from '../../../cases/lists/load-listed';
import type { CasePage } from '../../../cases/lists/read-page';
import { countFound, searchCases } from '../../../cases/search/search-cases';
import { textKinds, type TextKind } from '../../../cases/search/case-texts';
import type { Snippet } from '../../../cases/search/snippets';
import type { Caller } from '../caller';
import { defineEndpoint, type Endpoint } from '../endpoint';
import { instantSchema, keysOf } from '../schemas';
import type { CaseDesk } from './case-desk';
import { listedCaseSchema } from './case-schemas';
import { listToTell, loadListContext, readerOf } from './list-context';
import { listFrom, listQuerySchema, searchFrom, type ListQuery } from './list-query';
import { presentListed } from './present-case';

const snippetSchema = z.object({
  kind: keysOf<TextKind>(textKinds),
  label: z.string(),
  at: instantSchema,
  text: z.string(),
  marks: z.array(z.tuple([z.int(), z.int()])).describe('要标出的字：从第几个到第几个之前'),
  cutBefore: z.boolean(),
  cutAfter: z.boolean(),
});
const foundCaseSchema = listedCaseSchema.extend({
  snippets: z.array(snippetSchema).describe('搜索时：词在哪里，最多三处'),
});
export const caseListSchema = z.object({
  cases: z.array(foundCaseSchema),
  next: z.string().nullable(),
  previous: z.string().nullable(),
  total: z.string().nullable().describe('共几条，只在第一页回答'),
});

interface FoundPage {
  page: CasePage<ListedCase & { snippets?: readonly Snippet[] }>;
  /** Null beyond the first page. */
  total: string | null;
}

/** 办件列表: tabs, filters, search, pages by key. */
export function createListEndpoint(desk: CaseDesk): Endpoint {
  return defineEndpoint({
    ...{ method: 'GET', path: '/api/cases', right: 'case.read', query: listQuerySchema },
    summary: '办件列表：按页取，可以筛选，可以按编号和全文搜索。逗号隔开几个值',
    response: caseListSchema,
    async handler({ caller, query }) {
      const untold = await listToTell(desk, caller);
      const found =
        query.q === undefined
          ? await readList(desk, caller, query, untold)
          : await readSearch(desk, caller, query);
      const { rows, next, previous } = found.page;
      const context = await loadListContext(desk, caller, rows, untold);
      const cases = rows.map((row) => ({
        ...presentListed(row, desk, context),
        snippets: (row.snippets ?? []).map(presentSnippet),
      }));
      return { cases, next, previous, total: found.total };
    },
  });
}

async function readList(
  desk: CaseDesk,
  caller: Caller,
  query: ListQuery,
  untold: ReadonlySet<string>,
): Promise<FoundPage> {
  const { database, ports } = desk;
  const now = ports.clock.now();
  const reader = readerOf(caller);
  const scope = listedScope(caller, query.restricted === 'true');
  const list = listFrom(desk, query, now, untold);
  return withTotal(query, listCases(database, scope, reader, list, { ...pageOf(query), now }), () =>
    countListed(database, scope, reader, list, now),
  );
}

async function readSearch(desk: CaseDesk, caller: Caller, query: ListQuery): Promise<FoundPage> {
  const { database, foldText, ports } = desk;
  const scope = listedScope(caller, query.restricted === 'true');
  const search = { text: query.q ?? '', filters: searchFrom(query, caller.person.id) };
  const wanted = { ...pageOf(query), now: ports.clock.now() };
  return withTotal(query, searchCases(database, foldText, scope, search, wanted), () =>
    countFound(database, foldText, scope, search),
  );
}

/** Page and total are read at the same time; the total is for the first page alone. */
async function withTotal(
  { cursor }: ListQuery,
  reading: Promise<FoundPage['page']>,
  count: () => Promise<ListTotal>,
): Promise<FoundPage> {
  const [page, total] = await Promise.all([reading, cursor === undefined ? count() : null]);
  return { page, total: total && presentTotal(total) };
}

function pageOf({ limit: size, cursor }: ListQuery): { size: number; cursor?: string } {
  return { size, ...(cursor === undefined ? {} : { cursor }) };
}

/** Restricted cases stand in no ordinary list, also for those who are named for them. */
function listedScope({ scope }: Caller, restricted: boolean) {
  return { units: scope.units, restrictedUnits: restricted ? scope.restrictedUnits : [] };
}

function presentSnippet({ marks, ...snippet }: Snippet) {
  return {
    ...snippet,
    label: textKinds[snippet.kind],
    marks: marks.map(([from, to]): [number, number] => [from, to]),
  };
}
