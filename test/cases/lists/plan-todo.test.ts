import type { CaseRole } from '../../../src/cases/life-cycle/actions';
import { planTodo, type TodoRow, type TodoVerb } from '../../../src/cases/lists/plan-todo';

const NOW = new Date('2026-11-23T01:30:00Z');
const LATER = new Date('2026-11-23T02:00:00Z');
const EARLIER = new Date('2026-11-23T01:00:00Z');

const row = (changes: Partial<TodoRow>): TodoRow => ({
  ...{ id: 'one', owner_unit: 'renshe', state: 'awaiting_acceptance', handler: null },
  ...{ claimed_until: null, contact_due_at: null, extension: null },
  ...changes,
});
const mine = { handler: 'me' };
const others = { handler: 'somebody' };

it.each<[string, CaseRole, Partial<TodoRow>, TodoVerb | null]>([
  ['a new case', 'clerk', {}, 'accept'],
  ['one that somebody has claimed', 'clerk', { ...others, claimed_until: LATER }, null],
  ['one whose claim is over', 'clerk', { ...others, claimed_until: EARLIER }, 'accept'],
  ['a new case, for a reviewer', 'reviewer', {}, null],
  ['one without a unit', 'coordinator', { state: 'awaiting_assignment' }, 'assign'],
  ['one without a unit, for a clerk', 'clerk', { state: 'awaiting_assignment' }, null],
  ['my own', 'clerk', { state: 'in_progress', ...mine }, 'answer'],
  ['another’s', 'clerk', { state: 'in_progress', ...others }, null],
  [
    'mine, badly rated',
    'clerk',
    { state: 'in_progress', ...mine, contact_due_at: NOW },
    'call_back',
  ],
  [
    'an extension that was asked for',
    'signer',
    { state: 'in_progress', extension: 'asked' },
    'decide_extension',
  ],
  ['an extension that was given', 'signer', { state: 'in_progress', extension: 'approved' }, null],
  ['a text of mine before its gate', 'reviewer', { state: 'awaiting_review', ...mine }, null],
  ['another’s text', 'reviewer', { state: 'awaiting_review', ...others }, 'review'],
  ['a text that was reviewed', 'signer', { state: 'awaiting_signature', ...others }, 'sign'],
  ['a text that was reviewed, for a reviewer', 'reviewer', { state: 'awaiting_signature' }, null],
  ['an answer that arrived', 'clerk', { state: 'answered', ...mine }, null],
  ['an answer that waits', 'clerk', { id: 'untold', state: 'answered', ...mine }, 'tell_by_phone'],
  ['one that waits for the citizen', 'clerk', { state: 'awaiting_supplement', ...mine }, null],
  ['a case of another unit', 'clerk', { owner_unit: 'yibao', state: 'in_progress' }, 'help'],
  ['a case of another unit, for a reviewer', 'reviewer', { owner_unit: 'yibao' }, null],
])('asks of %s (%s)', (_name, role, changes, verb) => {
  const reader = {
    staffId: 'me',
    roles: [{ role, unit: role === 'coordinator' ? null : 'renshe' }],
    units: ['renshe'],
  };
  expect(planTodo(row(changes), reader, new Set(['untold']), NOW)).toBe(verb);
});
