import { z } from 'zod';
import { caseStates, type CaseState } from '../../../cases/case-state';
import { lampOfCase } from '../../../cases/clock/case-lamp';
import { lampNames, type LampKind } from '../../../cases/clock/lamp';
import { listedFlags, type CaseFilters, type ListedFlag } from '../../../cases/lists/case-filters';
import { countListed, presentTotal } from '../../../cases/lists/count-listed';
import { caseTabs, type CaseTab } from '../../../cases/lists/list-branches';
import { listCases, type CaseList } from '../../../cases/lists/list-cases';
import { findNames } from '../../../staff/find-names';
import type { Caller } from '../caller';
import { defineEndpoint, type Endpoint } from '../endpoint';
import { instantSchema, keysOf, pageSizeSchema, unitCodeSchema } from '../schemas';
import type { CaseDesk } from './case-desk';
import { caseTypeSchema, listedCaseSchema } from './case-schemas';
import { presentListed } from './present-case';

/** Several values in one field of an address: `in_progress,awaiting_review`. */
const listOf = <Item extends z.ZodType<string, string>>(item: Item) =>
  z
    .string()
    .max(1000)
    .transform((text) => text.split(','))
    .pipe(z.array(item).max(50))
    .optional();

const querySchema = z.strictObject({
  tab: keysOf<CaseTab>(caseTabs).default('todo').describe('待办、我的、本单位、已办、全部'),
  restricted: z.enum(['true', 'false']).default('false').describe('保密件另列，只给指定的人'),
  sort: z.enum(['due', 'received']).optional().describe('按期限，或者按收件，后收到的在前'),
  lamps: listOf(keysOf<LampKind>(lampNames)),
  units: listOf(unitCodeSchema),
  states: listOf(keysOf<CaseState>(caseStates)),
  types: listOf(caseTypeSchema),
  flags: listOf(keysOf<ListedFlag>(listedFlags)),
  item: z.string().max(100).optional(),
  account: unitCodeSchema.optional(),
  handler: z.string().max(40).optional().describe('承办人；none：没有人认领'),
  receivedFrom: instantSchema.optional(),
  receivedBefore: instantSchema.optional(),
  dueFrom: instantSchema.optional(),
  dueBefore: instantSchema.optional(),
  tag: z.string().max(40).optional(),
  limit: pageSizeSchema,
  cursor: z.string().max(500).optional().describe('上一次回答里的 next 或者 previous'),
});

/** 办件列表: tabs, filters, pages by key. */
export function createListEndpoint(desk: CaseDesk): Endpoint {
  const { database, ports } = desk;
  return defineEndpoint({
    ...{ method: 'GET', path: '/api/cases', right: 'case.read', query: querySchema },
    summary: '办件列表：按页取，可以筛选。逗号隔开几个值',
    response: z.object({
      cases: z.array(listedCaseSchema),
      next: z.string().nullable(),
      previous: z.string().nullable(),
      total: z.string().nullable().describe('共几条，只在第一页回答'),
    }),
    async handler({ caller, query }) {
      const { person } = caller;
      const now = ports.clock.now();
      const reader = { staffId: person.id, roles: person.roles };
      const scope = listedScope(caller, query.restricted === 'true');
      const list = listFrom(desk, query, now);
      const { limit: size, cursor } = query;
      const page = { size, now, ...(cursor === undefined ? {} : { cursor }) };
      const { rows, next, previous } = await listCases(database, scope, reader, list, page);
      const names = await findNames(
        database,
        rows.map(({ handler }) => handler),
      );
      const total = cursor === undefined && (await countListed(database, scope, reader, list, now));
      return {
        cases: rows.map((row) => presentListed(row, desk, names)),
        ...{ next, previous, total: total ? presentTotal(total) : null },
      };
    },
  });
}

/** Restricted cases stand in no ordinary list, also for those who are named for them. */
function listedScope({ scope }: Caller, restricted: boolean) {
  return { units: scope.units, restrictedUnits: restricted ? scope.restrictedUnits : [] };
}

function listFrom(
  { calendar }: CaseDesk,
  query: z.output<typeof querySchema>,
  now: Date,
): CaseList {
  const { tab, sort, lamps, restricted, limit: _size, cursor: _cursor, ...narrowing } = query;
  const { handler, flags, ...rest } = narrowing;
  const given = Object.entries(rest).filter(([, value]) => value !== undefined);
  const filters: CaseFilters = {
    ...(Object.fromEntries(given) as CaseFilters),
    ...(handler === undefined ? {} : { handler: handler === 'none' ? null : handler }),
    flags: [...(flags ?? []), ...(restricted === 'true' ? (['restricted'] as const) : [])],
  };
  return {
    ...{ tab, filters },
    ...(sort ? { sort } : {}),
    ...(lamps
      ? { lamp: { kinds: lamps, of: (row) => lampOfCase(row, calendar(), now)?.kind ?? null } }
      : {}),
  };
}
