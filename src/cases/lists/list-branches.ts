import type { CaseState } from '../case-state';
import type { CaseRole } from '../life-cycle/actions';
import type { Scope } from '../scope';
import type { CaseFilters } from './case-filters';

/** 待办, 我的, 本单位, 已办, 全部. */
export const caseTabs = {
  todo: '待办',
  mine: '我的',
  unit: '本单位',
  done: '已办',
  all: '全部',
} as const;

export type CaseTab = keyof typeof caseTabs;

/** Who reads a list; a role without a unit is held in all of them. */
export interface ListReader {
  readonly staffId: string;
  readonly roles: readonly { readonly role: CaseRole; readonly unit: string | null }[];
}

/** One run through the index: a unit's cases of one state, of everybody, of the reader, or theirs and nobody's. */
export interface ListBranch {
  unit: string;
  state: CaseState;
  of: 'everybody' | 'reader' | 'reader_or_nobody';
  /** Which of them may be seen. */
  reach: 'ordinary' | 'restricted' | 'all';
}

export interface ListPlan {
  branches: readonly ListBranch[];
  /** Cases of other units that these help with; null: none are listed. */
  helped: {
    units: readonly string[];
    states: readonly CaseState[];
    unansweredOnly: boolean;
  } | null;
}

export const OPEN_STATES = [
  'awaiting_assignment',
  'awaiting_acceptance',
  'in_progress',
  'awaiting_supplement',
  'awaiting_review',
  'awaiting_signature',
] as const satisfies readonly CaseState[];
export const DONE_STATES = [
  'answered',
  'closed',
  'merged',
  'withdrawn',
] as const satisfies readonly CaseState[];
const HELPED_STATES = [
  'in_progress',
  'awaiting_supplement',
  'awaiting_review',
  'awaiting_signature',
];

const STATES: Readonly<Record<CaseTab, readonly CaseState[]>> = {
  todo: OPEN_STATES,
  mine: OPEN_STATES,
  unit: OPEN_STATES,
  done: DONE_STATES,
  all: [...OPEN_STATES, ...DONE_STATES],
};

/**
 * What a tab lists, as runs through an index in the list's order, which are merged: however many units
 * somebody reads, a page costs a page of each.
 */
export function planList(
  scope: Scope,
  reader: ListReader,
  tab: CaseTab,
  filters: CaseFilters,
): ListPlan {
  const readable = new Set([...scope.units, ...(scope.restrictedUnits ?? [])]);
  const units = [...readable].filter((unit) => filters.units?.includes(unit) ?? true);
  const states = STATES[tab].filter((state) => filters.states?.includes(state) ?? true);
  const branches = units.flatMap((unit) =>
    states.flatMap((state) => {
      const of = whose(tab, reader, unit, state);
      return of === null ? [] : [{ unit, state, of, reach: reachOf(scope, unit) }];
    }),
  );
  return { branches, helped: planHelped(scope, reader, tab, filters, states) };
}

function reachOf({ units, restrictedUnits }: Scope, unit: string): ListBranch['reach'] {
  if (!restrictedUnits?.includes(unit)) return 'ordinary';
  return units.includes(unit) ? 'all' : 'restricted';
}

function whose(
  tab: CaseTab,
  reader: ListReader,
  unit: string,
  state: CaseState,
): ListBranch['of'] | null {
  if (tab === 'mine') return 'reader';
  if (tab !== 'todo') return 'everybody';
  const holds = (wanted: CaseRole): boolean => holdsRole(reader, wanted, unit);
  switch (state) {
    case 'awaiting_assignment':
      return holds('coordinator') ? 'everybody' : null;
    case 'awaiting_acceptance':
      return holds('clerk') ? 'reader_or_nobody' : null;
    case 'in_progress':
      return holds('clerk') ? 'reader' : null;
    case 'awaiting_review':
      return holds('reviewer') ? 'everybody' : null;
    case 'awaiting_signature':
      return holds('signer') ? 'everybody' : null;
    default:
      return null;
  }
}

function planHelped(
  scope: Scope,
  reader: ListReader,
  tab: CaseTab,
  filters: CaseFilters,
  states: readonly CaseState[],
): ListPlan['helped'] {
  if (tab === 'mine' || filters.units) return null;
  const unansweredOnly = tab === 'todo';
  const units = unansweredOnly
    ? scope.units.filter((unit) => holdsRole(reader, 'clerk', unit))
    : scope.units;
  const wanted = unansweredOnly ? states.filter((state) => HELPED_STATES.includes(state)) : states;
  if (units.length === 0 || wanted.length === 0) return null;
  return { units, states: wanted, unansweredOnly };
}

function holdsRole({ roles }: ListReader, wanted: CaseRole, in_: string): boolean {
  return roles.some(({ role, unit }) => role === wanted && (unit === null || unit === in_));
}
