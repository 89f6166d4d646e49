import { planSteps } from '../../../src/pages/progress/plan-steps';

const at = (minute: number): Date => new Date(Date.UTC(2026, 10, 23, 1, minute));
const facts = {
  state: 'in_progress' as const,
  outcome: null,
  openedAt: at(0),
  acceptedAt: at(1),
  answeredAt: null,
  closedAt: null,
};
const line = (given: Partial<Parameters<typeof planSteps>[0]>): string =>
  planSteps({ ...facts, ...given })
    .map(({ label, place }) => `${label}${{ past: '✓', now: '●', ahead: '○' }[place]}`)
    .join(' ');

it.each([
  ['awaiting_assignment', '已收到● 已受理○ 办理中○ 已答复○ 已办结○'],
  ['awaiting_acceptance', '已收到● 已受理○ 办理中○ 已答复○ 已办结○'],
  ['in_progress', '已收到✓ 已受理✓ 办理中● 已答复○ 已办结○'],
  ['awaiting_supplement', '已收到✓ 已受理✓ 办理中● 已答复○ 已办结○'],
  ['awaiting_review', '已收到✓ 已受理✓ 办理中● 已答复○ 已办结○'],
  ['awaiting_signature', '已收到✓ 已受理✓ 办理中● 已答复○ 已办结○'],
  ['answered', '已收到✓ 已受理✓ 办理中✓ 已答复● 已办结○'],
] as const)('%s', (state, steps) => {
  expect(line({ state })).toBe(steps);
});

it.each([
  ['answered', { answeredAt: at(2) }, '已收到✓ 已受理✓ 办理中✓ 已答复✓ 已办结●'],
  ['unneeded', { acceptedAt: null }, '已收到✓ 已办结●'],
  ['unsupplemented', {}, '已收到✓ 已受理✓ 办理中✓ 已办结（没有等到补充）●'],
] as const)('closed as %s leaves out what it never came to', (outcome, given, steps) => {
  expect(line({ state: 'closed', outcome, closedAt: at(9), ...given })).toBe(steps);
});

it('ends with a withdrawal or with another case', () => {
  expect(line({ state: 'withdrawn', acceptedAt: null })).toBe('已收到✓ 已撤回●');
  expect(line({ state: 'merged' })).toBe('已收到✓ 已受理✓ 办理中✓ 已合并●');
});

it('shows no date of a step that an earlier round took', () => {
  const steps = planSteps({ ...facts, answeredAt: at(5) });
  expect(steps.map((step) => step.at)).toEqual([at(0), at(1), null, null, null]);
});
