import { z } from 'zod';
import { caseStates, type CaseState } from '../../../cases/case-state';
import { lampKindOfCase, type CaseClockRow } from '../../../cases/clock/case-lamp';
import { lampNames, type LampKind } from '../../../cases/clock/lamp';
import { handSources } from '../../../cases/life-cycle/register-case';
import { listedFlags, type CaseFilters, type ListedFlag } from '../../../cases/lists/case-filters';
import {
  caseTabs,
  DONE_STATES,
  OPEN_STATES,
  type CaseTab,
} from '../../../cases/lists/list-branches';
import type { CaseList } from '../../../cases/lists/list-cases';
import type { LampFilter } from '../../../cases/lists/read-page';
import { AppError } from '../../../platform/errors';
import { idSchema, instantSchema, keysOf, pageSizeSchema, unitCodeSchema } from '../schemas';
import type { CaseDesk } from './case-desk';
import { caseTypeSchema } from './case-schemas';

/** Several values in one field of an address: `in_progress,awaiting_review`. */
const listOf = <Item extends z.ZodType<unknown, string>>(item: Item) =>
  z
    .string()
    .max(1000)
    .transform((text) => text.split(','))
    .pipe(z.array(item).max(50))
    .optional();

const sources = { wechat: '微信', ...handSources };

/** What an address may say of a list of cases. */
export const listQuerySchema = z.strictObject({
  tab: keysOf<CaseTab>(caseTabs)
    .optional()
    .describe('待办、我的、本单位、已办、全部；没写时是待办，有 q 时是全部'),
  q: z.string().max(200).optional().describe('编号或者全文：每个词至少两个字，空格隔开的都要有'),
  restricted: z.enum(['true', 'false']).default('false').describe('保密件另列，只给指定的人'),
  sort: z.enum(['due', 'received']).optional().describe('按期限，或者按收件，后收到的在前'),
  lamps: listOf(keysOf<LampKind>(lampNames)),
  units: listOf(unitCodeSchema),
  states: listOf(keysOf<CaseState>(caseStates)),
  types: listOf(caseTypeSchema),
  flags: listOf(keysOf<ListedFlag>(listedFlags)),
  ratings: listOf(z.enum(['1', '2', '3', '4', '5']).transform(Number)),
  source: keysOf<keyof typeof sources>(sources).optional(),
  item: z.string().max(100).optional(),
  account: unitCodeSchema.optional(),
  handler: z
    .union([z.literal('none'), idSchema])
    .optional()
    .describe('承办人；none：没有人认领'),
  receivedFrom: instantSchema.optional(),
  receivedBefore: instantSchema.optional(),
  dueFrom: instantSchema.optional(),
  dueBefore: instantSchema.optional(),
  wroteFrom: instantSchema.optional().describe('群众最近一次来信的时间'),
  wroteBefore: instantSchema.optional(),
  tag: z.string().max(40).optional(),
  limit: pageSizeSchema,
  cursor: z.string().max(500).optional().describe('上一次回答里的 next 或者 previous'),
});

export type ListQuery = z.output<typeof listQuerySchema>;

/** What an address narrows a list by. */
function filtersFrom(query: ListQuery): CaseFilters {
  const { units, states, types, ratings, source, item, account, tag } = query;
  const { receivedFrom, receivedBefore, dueFrom, dueBefore, wroteFrom, wroteBefore } = query;
  const plain = { units, states, types, ratings, source, item, account, tag };
  const times = { receivedFrom, receivedBefore, dueFrom, dueBefore, wroteFrom, wroteBefore };
  const given = Object.entries({ ...plain, ...times }).filter(([, value]) => value !== undefined);
  const { handler, flags = [], restricted } = query;
  return {
    ...(Object.fromEntries(given) as CaseFilters),
    ...(handler === undefined ? {} : { handler: handler === 'none' ? null : handler }),
    flags: [...flags, ...(restricted === 'true' ? (['restricted'] as const) : [])],
  };
}

const PAUSED = 'awaiting_supplement';

/**
 * What lamps say of the limit, so that a list looks only where such lamps are: the others are read row by
 * row and left out.
 */
function lampFilterOf(
  { calendar }: CaseDesk,
  kinds: readonly LampKind[],
  now: Date,
  { dueFrom = now, dueBefore = now, states }: CaseFilters,
): LampFilter {
  const areAll = (...those: LampKind[]): boolean => kinds.every((kind) => those.includes(kind));
  const of = (row: CaseClockRow): LampKind | null => lampKindOfCase(row, calendar(), now);
  if (areAll('normal', 'near')) {
    return { kinds, of, within: { running: true, dueFrom: dueFrom > now ? dueFrom : now } };
  }
  if (areAll('overdue', 'severe')) {
    const within = { running: true, dueBefore: dueBefore < now ? dueBefore : now } as const;
    return { kinds, within, of: new Set(kinds).size === 2 ? null : of };
  }
  // The constraint cases_paused_check: a limit rests in this state, and only in it.
  if (areAll('paused') && (states?.includes(PAUSED) ?? true)) {
    return { kinds, within: { states: [PAUSED] }, of: null };
  }
  return { kinds, within: {}, of };
}

/**
 * The list that an address asks for.
 * @param untold ids of the reader's answered cases that stand in 待办 beside the open ones
 */
export function listFrom(
  desk: CaseDesk,
  query: ListQuery,
  now: Date,
  untold: ReadonlySet<string>,
): CaseList {
  const { tab = 'todo', sort, lamps, restricted, states } = query;
  const isBeside =
    tab === 'todo' && restricted === 'false' && (states?.includes('answered') ?? true);
  const filters = filtersFrom(query);
  return {
    ...{ tab, besides: isBeside ? [...untold] : [] },
    ...(sort ? { sort } : {}),
    ...{ filters, ...(lamps ? { lamp: lampFilterOf(desk, lamps, now, filters) } : {}) },
  };
}

const SEARCHED: Readonly<Record<CaseTab, readonly CaseState[] | null>> = {
  todo: OPEN_STATES,
  mine: OPEN_STATES,
  unit: OPEN_STATES,
  done: DONE_STATES,
  all: null,
};

/**
 * What a search within a tab is narrowed by: the tab's states, and the reader's own cases for 我的.
 * @throws AppError bad_request for 灯, which no index of words knows
 */
export function searchFrom(query: ListQuery, readerId: string): CaseFilters {
  if (query.lamps) throw new AppError('bad_request', '搜索的时候不能按灯筛选，请先清除一个。');
  const { tab = 'all' } = query;
  const filters = filtersFrom(query);
  const states = SEARCHED[tab];
  const narrowed = states?.filter((state) => filters.states?.includes(state) ?? true);
  return {
    ...filters,
    ...(narrowed ? { states: narrowed } : {}),
    ...(tab === 'mine' ? { handler: readerId } : {}),
  };
}
