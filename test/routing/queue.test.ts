import { CASE_NUMBER_SLOT, PROGRESS_LINK_SLOT, type KnownCase } from '../../src/routing/decision';
import type { Router } from '../../src/routing/router';
import { aCase, minutesAgo, pushes, say, send, suppliedRouter, textOf } from './routing-harness';

const complaint = '窗口的人互相推诿，没人管我的事';
let router: Router;
beforeAll(async () => {
  ({ router } = await suppliedRouter());
});

it('opens a case and promises the first contact only', () => {
  const decision = say(router, complaint);
  expect(textOf(decision)).toBe(
    `【自动回复】已转给工作人员，办件编号：${CASE_NUMBER_SLOT}\n` +
      `周二，11月24日下班前会告诉您谁来办、几时答复。<a href="${PROGRESS_LINK_SLOT}">点这里看进展</a>，或回复“进度”。急事请打12345。\n` +
      '方便的话，请发一个电话号码，工作人员好联系您；不留也行。',
  );
  expect(decision.effects).toEqual({
    case: { kind: 'open', unit: 'renshe', urgent: false, restricted: false },
    receipt: true,
    progressLinks: ['opened'],
    question: { set: { kind: 'leave_contact', caseId: null }, validForMs: 600_000 },
  });
});

it.each([
  ['2026-11-23T05:00:00Z', '周二，11月24日', true],
  ['2026-11-23T13:00:00Z', '周三，11月25日', true],
  ['2026-11-27T02:00:00Z', '周一，11月30日', false],
  ['2026-11-28T02:00:00Z', '周二，12月1日', true],
  ['2026-02-13T02:00:00Z', '周六，2月14日', false],
  ['2026-02-13T09:31:00Z', '周二，2月24日', true],
  ['2026-09-30T02:00:00Z', '周四，10月8日', false],
  ['2026-10-03T02:00:00Z', '周五，10月9日', true],
  ['2026-12-31T02:00:00Z', '周五，1月1日（如遇放假顺延）', false],
])('at %s promises %s', (now, day, isAfterHours) => {
  const text = textOf(say(router, complaint, { now: new Date(now) }));
  expect(text).toContain(`${day}下班前`);
  expect(text.includes('现在是下班时间')).toBe(isAfterHours);
});

const hour = 60;
const day = 24 * hour;
it.each<[string, Partial<KnownCase>, object]>([
  [
    '待补充 takes it',
    { state: 'awaiting_supplement', lastMessageAt: minutesAgo(3 * day) },
    { kind: 'join', caseId: 'case-1', urgent: false, needsJudgement: false },
  ],
  [
    '待受理 within 15 minutes takes it',
    { lastMessageAt: minutesAgo(14) },
    { kind: 'join', caseId: 'case-1', urgent: false, needsJudgement: false },
  ],
  [
    '待受理 after 15 minutes asks',
    { lastMessageAt: minutesAgo(15) },
    { kind: 'join', caseId: 'case-1', urgent: false, needsJudgement: true },
  ],
  [
    '办理中 asks',
    { state: 'in_progress', lastMessageAt: minutesAgo(1) },
    { kind: 'join', caseId: 'case-1', urgent: false, needsJudgement: true },
  ],
  [
    'answered a week ago asks',
    { state: 'answered', answeredAt: minutesAgo(7 * day), lastMessageAt: minutesAgo(9 * day) },
    { kind: 'join', caseId: 'case-1', urgent: false, needsJudgement: true },
  ],
  [
    'answered 16 days ago is another matter',
    { state: 'answered', answeredAt: minutesAgo(16 * day) },
    { kind: 'open', unit: 'renshe', urgent: false, restricted: false },
  ],
  [
    'merged is no case',
    { state: 'merged' },
    { kind: 'open', unit: 'renshe', urgent: false, restricted: false },
  ],
  [
    'withdrawn is no case',
    { state: 'withdrawn' },
    { kind: 'open', unit: 'renshe', urgent: false, restricted: false },
  ],
])('%s', (_, known, effect) => {
  const decision = say(router, complaint, { snapshot: { cases: [aCase(known)] } });
  expect(decision.effects.case).toEqual(effect);
});

it('prefers the case that waits for the citizen', () => {
  const cases = [aCase({ id: 'new' }), aCase({ id: 'waiting', state: 'awaiting_supplement' })];
  expect(say(router, complaint, { snapshot: { cases } }).effects.case).toMatchObject({
    caseId: 'waiting',
  });
});

it('asks whether it is the same matter', () => {
  const known = aCase({ state: 'in_progress', lastMessageAt: minutesAgo(60) });
  const decision = say(router, complaint, { snapshot: { cases: [known] } });
  expect(textOf(decision)).toContain(`1 补充到办件${known.number}\n2 是另一件事`);
  expect(decision.effects.question).toEqual({
    set: {
      kind: 'join_or_new',
      caseId: known.id,
      caseNumber: known.number,
      messageId: 'message-1',
    },
    validForMs: 600_000,
  });
});

it('gives one receipt in 15 minutes', () => {
  const cases = [aCase()];
  const soon = say(router, complaint, { snapshot: { cases, lastReceiptAt: minutesAgo(14) } });
  expect(textOf(soon)).toBe('【自动回复】已补充到办件RS20261123-0001-K。');
  expect(soon.effects.receipt).toBeUndefined();
  const later = say(router, complaint, { snapshot: { cases, lastReceiptAt: minutesAgo(15) } });
  expect(textOf(later)).toContain('办件编号：RS20261123-0001-K');
  expect(later.effects.receipt).toBe(true);
});

it.each([
  ['image', '照片'],
  ['video', '视频'],
  ['shortvideo', '视频'],
  ['voice', '语音'],
  ['location', '位置'],
  ['link', '链接'],
] as const)('%s goes to the queue and is asked about', (kind, name) => {
  const decision = send(router, pushes[kind]);
  expect(textOf(decision)).toMatch(
    new RegExp(`^【自动回复】${name}收到了，请再说一句是什么事。\n`),
  );
  expect(decision.effects.case).toMatchObject({ kind: 'open' });
});

it('keeps reports that ask for secrecy for few eyes', () => {
  const decision = say(router, '我有情况反映，要求匿名保密');
  expect(decision.effects.case).toMatchObject({ kind: 'open', restricted: true });
});
