import type { CaseProgress } from '../../cases/for-citizens/read-progress';

/** One step of a case on its citizen's page. */
export interface Step {
  label: string;
  /** When it was reached; null: not yet, or not noted. */
  at: Date | null;
  place: 'past' | 'now' | 'ahead';
}

type Facts = Pick<
  CaseProgress,
  'state' | 'outcome' | 'openedAt' | 'acceptedAt' | 'answeredAt' | 'closedAt'
>;

/** How far each state is along 已收到, 已受理, 办理中, 已答复, 已办结. */
const REACHED: Readonly<Record<CaseProgress['state'], number>> = {
  awaiting_assignment: 0,
  awaiting_acceptance: 0,
  in_progress: 2,
  awaiting_supplement: 2,
  awaiting_review: 2,
  awaiting_signature: 2,
  answered: 3,
  closed: 4,
  merged: 4,
  withdrawn: 4,
};

/** 已收到 → 已受理 → 办理中 → 已答复 → 已办结, and where the case is; steps that it never took are left out at its end. */
export function planSteps(facts: Facts): Step[] {
  const { openedAt, acceptedAt, answeredAt, closedAt } = facts;
  const reached = REACHED[facts.state];
  const line: readonly [string, Date | null][] = [
    ['已收到', openedAt],
    ['已受理', acceptedAt],
    ['办理中', null],
    ['已答复', answeredAt],
    [endOf(facts), closedAt],
  ];
  const isOver = reached === 4;
  const steps = line.map(([label, at], index) => ({ label, at, index }));
  return steps
    .filter(({ index }) => !isOver || index === 0 || index === 4 || wasTaken(facts, index))
    .map(({ label, at, index }) => ({
      ...{ label, at: index <= reached ? at : null },
      place: index < reached ? 'past' : index === reached ? 'now' : 'ahead',
    }));
}

function wasTaken({ acceptedAt, answeredAt }: Facts, index: number): boolean {
  return index === 3 ? answeredAt !== null : acceptedAt !== null;
}

function endOf({ state, outcome }: Facts): string {
  if (state === 'withdrawn') return '已撤回';
  if (state === 'merged') return '已合并';
  return outcome === 'unsupplemented' ? '已办结（没有等到补充）' : '已办结';
}
