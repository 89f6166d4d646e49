import type { Scope } from '../scope';
import { DUE_KEY, filterConditions, type CaseFilters } from './case-filters';
import { OPEN_STATES, type ListBranch, type ListPlan } from './list-branches';
import type { ListCursor } from './list-cursor';
import { createSqlParameters, type SqlParameters } from './sql-parameters';

/** 应办结 first, or received last. */
export type ListSort = 'due' | 'received';

export interface ListStatement {
  scope: Scope;
  staffId: string;
  now: Date;
  plan: ListPlan;
  filters: CaseFilters;
  sort: ListSort;
  cursor: ListCursor | null;
  limit: number;
  /** Ids of cases that are listed beside those of the plan, whatever their state. */
  besides?: readonly string[];
  /** To count with: in no order, so that it stops at the limit wherever it is. */
  unordered?: true;
}

const ORDERS = {
  due: { key: DUE_KEY, next: 'asc', previous: 'desc' },
  received: { key: 'c.opened_at', next: 'desc', previous: 'asc' },
} as const;
/** Written out, so that the planner sees that the index of open cases holds all. */
const OPEN = `c.state in (${OPEN_STATES.map((state) => `'${state}'`).join(', ')})`;

/**
 * A statement for the ids of a page and their keys, in the order in which it is read.
 * @returns `id` and `key`
 */
export function buildListStatement(statement: ListStatement): {
  sql: string;
  values: readonly unknown[];
} {
  const { plan, cursor, sort, limit } = statement;
  const parameters = createSqlParameters();
  const { key, ...ways } = ORDERS[sort];
  const way = ways[cursor?.way ?? 'next'];
  const conditions = filterConditions(statement.filters, parameters);
  if (cursor) {
    const than = way === 'asc' ? '>' : '<';
    const { add } = parameters;
    conditions.push(
      `(${key}, c.id) ${than} (${add(cursor.key, 'timestamptz')}, ${add(cursor.id, 'uuid')})`,
    );
  }
  const order = (by: string): string =>
    statement.unordered ? '' : `order by ${by} ${way}, id ${way} limit ${limit}`;
  const columns = `c.id, ${key} as key`;
  const beside = { columns, page: order(key), conditions };
  const part = { ...beside, conditions: [...conditions, ...(sort === 'due' ? [OPEN] : [])] };
  const parts = groupBranches(plan.branches, statement.filters.account).map((group) =>
    ownCases(group, statement, part, parameters),
  );
  if (plan.helped) parts.push(helpedCases(statement, part, parameters));
  if (statement.besides?.length) parts.push(namedCases(statement, beside, parameters));
  if (parts.length === 0) parts.push(`select ${part.columns} from cases c where false`);
  const listed = parts.map((one) => `(${one})`).join(' union all ');
  return {
    sql: `select id, key::text as key from (${listed}) listed
     ${order('listed.key') || `limit ${limit}`}`,
    values: parameters.values,
  };
}

/** What every part of a statement selects, by what and how far. */
interface Part {
  columns: string;
  page: string;
  conditions: readonly string[];
}

/** Branches with the same conditions; written out, so that the planner knows how few rows they leave out. */
function groupBranches(
  branches: readonly ListBranch[],
  account: string | undefined,
): ListBranch[][] {
  const groups = new Map<string, ListBranch[]>();
  for (const branch of branches) {
    const key = `${branch.of} ${branch.reach} ${isMoved(branch, account)}`;
    groups.set(key, [...(groups.get(key) ?? []), branch]);
  }
  return [...groups.values()];
}

/** Whether cases of that account are with this branch's unit only if they were moved to it: these are few. */
function isMoved({ unit }: ListBranch, account: string | undefined): boolean {
  return account !== undefined && unit !== account;
}

const REACHES: Readonly<Record<ListBranch['reach'], readonly string[]>> = {
  ordinary: ['not c.restricted'],
  restricted: ['c.restricted'],
  all: [],
};

function ownCases(
  group: readonly ListBranch[],
  { staffId, now, filters }: ListStatement,
  { columns, page, conditions }: Part,
  { add }: SqlParameters,
): string {
  const units = group.map(({ unit }) => unit);
  const states = group.map(({ state }) => state);
  const { of, reach } = group[0]!;
  const all = ['c.owner_unit = b.unit and c.state = b.state', ...REACHES[reach], ...conditions];
  if (isMoved(group[0]!, filters.account)) all.push('c.owner_unit <> c.account');
  if (of === 'reader') all.push(`c.handler = ${add(staffId, 'text')}`);
  if (of === 'reader_or_nobody') {
    const free = `c.handler is null or c.claimed_until <= ${add(now, 'timestamptz')}`;
    all.push(`(c.handler = ${add(staffId, 'text')} or ${free})`);
  }
  const branches = `unnest(${add(units, 'text[]')}, ${add(states, 'text[]')}) as b(unit, state)`;
  const from = (cases: string): string =>
    `select ${columns} from ${cases} where ${all.join(' and ')} ${page}`;
  // The cases of a tag are looked up once, not once a branch.
  if (filters.tag !== undefined) return from(`cases c cross join ${branches}`);
  return `select o.id, o.key from ${branches} cross join lateral (${from('cases c')}) o`;
}

function helpedCases(
  { plan, scope }: ListStatement,
  { columns, page, conditions }: Part,
  { add }: SqlParameters,
): string {
  const helped = plan.helped!;
  const own = add(scope.units, 'text[]');
  const all = [
    `c.id in (select h.case_id from case_co_handlers h where h.unit = any(${add(helped.units, 'text[]')})
      ${helped.unansweredOnly ? 'and h.answered_at is null' : ''})`,
    `c.state = any(${add(helped.states, 'text[]')})`,
    `not c.restricted and c.owner_unit <> all(${own})`,
    ...conditions,
  ];
  return `select ${columns} from cases c where ${all.join(' and ')} ${page}`;
}

function namedCases(
  { besides = [], filters }: ListStatement,
  { columns, page, conditions }: Part,
  { add }: SqlParameters,
): string {
  const all = [`c.id = any(${add(besides, 'uuid[]')})`, ...conditions];
  if (filters.units) all.push(`c.owner_unit = any(${add(filters.units, 'text[]')})`);
  return `select ${columns} from cases c where ${all.join(' and ')} ${page}`;
}
