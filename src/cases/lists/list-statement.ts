import type { Scope } from '../scope';
import { DUE_KEY, filterConditions, type CaseFilters } from './case-filters';
import { OPEN_STATES, type ListPlan } from './list-branches';
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
  if (sort === 'due') conditions.push(OPEN);
  if (cursor) {
    const than = way === 'asc' ? '>' : '<';
    const { add } = parameters;
    conditions.push(
      `(${key}, c.id) ${than} (${add(cursor.key, 'timestamptz')}, ${add(cursor.id, 'uuid')})`,
    );
  }
  const order = (by: string): string =>
    statement.unordered ? '' : `order by ${by} ${way}, id ${way} limit ${limit}`;
  const part = { columns: `c.id, ${key} as key`, page: order(key), conditions };
  const own = ownCases(statement, part, parameters);
  const listed = plan.helped
    ? `${own} union all (${helpedCases(statement, part, parameters)})`
    : own;
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

function ownCases(
  { plan, scope, staffId, now }: ListStatement,
  { columns, page, conditions }: Part,
  { add }: SqlParameters,
): string {
  const units = add(
    plan.branches.map(({ unit }) => unit),
    'text[]',
  );
  const states = add(
    plan.branches.map(({ state }) => state),
    'text[]',
  );
  const whose = add(
    plan.branches.map(({ of }) => of),
    'text[]',
  );
  const reader = add(staffId, 'text');
  const named = add(scope.restrictedUnits ?? [], 'text[]');
  const ordinary = add(scope.units, 'text[]');
  const all = [
    'c.owner_unit = b.unit and c.state = b.state',
    `case when c.restricted then c.owner_unit = any(${named}) else c.owner_unit = any(${ordinary}) end`,
    `(b.whose = 'everybody' or c.handler = ${reader} or b.whose = 'reader_or_nobody'
      and (c.handler is null or c.claimed_until <= ${add(now, 'timestamptz')}))`,
    ...conditions,
  ];
  return `select o.id, o.key from unnest(${units}, ${states}, ${whose}) as b(unit, state, whose)
     cross join lateral (select ${columns} from cases c where ${all.join(' and ')} ${page}) o`;
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
