import { judgePlan } from '../../../src/menus/drift/judge-plan';
import type { ApplicationKind, MenuVersion } from '../../../src/menus/menu-version';
import type { UnitPlan } from '../../../src/menus/plan-menus';

type State = UnitPlan['state'];
const live = { button: [], conditional: [], website: null, open: true };
const change = (given: { known?: boolean; drifted?: boolean } = {}): State => ({
  ...{ kind: 'change', live, steps: [], known: true, drifted: false, fingerprint: 'f', ...given },
});

function aVersion(kind: ApplicationKind): MenuVersion {
  return {
    ...{ account: 'renshe', version: 1, kind, actor: 'shell', fileHash: 'h' },
    ...{ appliedAt: new Date(0), finishedAt: new Date(0), state: 'applied' },
    ...{ compiled: { button: [], conditional: [] }, detail: null, rolledBackTo: null },
  };
}

type Row = [
  what: string,
  state: State,
  last: ApplicationKind | null,
  unfinished: ApplicationKind | null,
  verdict: string,
];
/** With autoApply; the last column: state and what is done next. */
const rows: Row[] = [
  ['the same', { kind: 'same', live }, 'apply', null, 'same rest'],
  ['by hand', { kind: 'by_hand' }, null, null, 'by_hand rest'],
  ['no word', { kind: 'unknown', detail: '微信正忙。' }, 'apply', null, 'unknown retry'],
  ['a change after an apply', change(), 'apply', null, 'to_apply apply'],
  ['a change that broke off half way', change(), 'apply', 'apply', 'to_apply apply'],
  ['a change where nothing was applied', change(), null, null, 'to_apply rest'],
  ['a change after a rollback', change(), 'rollback', null, 'to_apply rest'],
  ['a rollback that broke off', change(), 'apply', 'rollback', 'to_apply rest'],
  ['a change after a pull', change(), 'pull', null, 'to_apply rest'],
  ['drift', change({ drifted: true }), 'apply', null, 'drifted rest'],
  [
    'drift to a menu that is not known',
    change({ drifted: true, known: false }),
    'apply',
    null,
    'drifted rest',
  ],
  ['a menu that is not known', change({ known: false }), null, null, 'not_pulled rest'],
];

it.each(rows)('%s', (_what, state, last, unfinished, expected) => {
  const plan = {
    state,
    lastApplied: last && aVersion(last),
    unfinished: unfinished && aVersion(unfinished),
  };
  const verdict = judgePlan(plan, true)!;
  expect(`${verdict.state} ${verdict.next}`).toBe(expected);
  expect(judgePlan(plan, false)!.next).not.toBe('apply');
  const silent = verdict.state === 'same' || verdict.next === 'apply';
  expect(verdict.detail === null).toBe(silent);
});

it('has no word on an account that is not configured here', () => {
  const plan = { state: { kind: 'no_account' } as const, lastApplied: null, unfinished: null };
  expect(judgePlan(plan, true)).toBeNull();
});
