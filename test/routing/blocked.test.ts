import type { Router } from '../../src/routing/router';
import {
  aCase,
  minutesAgo,
  monday,
  open,
  pushes,
  say,
  send,
  suppliedRouter,
  textOf,
} from './routing-harness';

let router: Router;
beforeAll(async () => {
  ({ router } = await suppliedRouter());
});

/** The end of 30 November in China. */
const blockedUntil = new Date('2026-11-30T16:00:00Z');
const blocked = { snapshot: { blockedUntil } };
const MATTER = '你们上次给我算的养老金不对，我要找人说清楚';

it('keeps what goes to people, and says until when and whom to call', () => {
  expect(say(router, MATTER).effects.case).toMatchObject({ kind: 'open' });
  const answer = say(router, MATTER, blocked);
  expect(answer.effects.case).toBeUndefined();
  expect(answer.effects.receipt).toBeUndefined();
  expect(answer.explanation).toMatchObject({ responder: 'queue', rule: 'blocked' });
  expect(textOf(answer)).toContain('您的话已经保存。12月1日以前，');
  expect(textOf(answer)).toMatch(/请打.*12345/);
});

it.each([
  ['a picture', () => send(router, pushes.image, blocked)],
  [
    'the matter after 转人工',
    () =>
      say(router, MATTER, {
        snapshot: { blockedUntil, question: open({ kind: 'describe_matter' }) },
      }),
  ],
])('keeps %s', (_, sent) => {
  expect(sent().effects.case).toBeUndefined();
  expect(textOf(sent())).toContain('您的话已经保存。');
});

it('still answers by itself, word for word as anybody', () => {
  for (const text of ['社保卡怎么办', '你好', '公积金']) {
    expect(say(router, text, blocked)).toEqual(say(router, text));
  }
});

it.each(['有人要跳楼，快来人', '再不解决我就去砸了你们单位', '我吃了一整瓶安眠药'])(
  'lets danger and threats through: %s',
  (text) => {
    const plain = say(router, text);
    expect(plain.effects.case).toMatchObject({ kind: 'open', urgent: true });
    const { effects } = say(router, text, blocked);
    expect(effects.case).toEqual(plain.effects.case);
    expect(effects.duty).toEqual(plain.effects.duty);
  },
);

it('gives a case that waits for it what is sent, and keeps what would be another matter', () => {
  const waiting = aCase({ state: 'awaiting_supplement', openedAt: minutesAgo(9000) });
  const supplement = say(router, MATTER, { snapshot: { blockedUntil, cases: [waiting] } });
  expect(supplement.effects.case).toMatchObject({ kind: 'join', caseId: waiting.id });
  const old = aCase({ state: 'in_progress', lastMessageAt: minutesAgo(9000) });
  const other = say(router, MATTER, { snapshot: { blockedUntil, cases: [old] } });
  expect(other.effects).toEqual({});
  const question = open({
    kind: 'join_or_new',
    caseId: old.id,
    caseNumber: old.number,
    messageId: 'm',
  });
  const split = say(router, '2', { snapshot: { blockedUntil, cases: [old], question } });
  expect(split.effects).toEqual({ question: { clear: true } });
});

it('ends by itself with its time', () => {
  const now = blockedUntil;
  expect(say(router, MATTER, { ...blocked, now: new Date(now.getTime() - 1) }).effects).toEqual({});
  expect(say(router, MATTER, { ...blocked, now }).effects.case).toMatchObject({ kind: 'open' });
  expect(monday < now).toBe(true);
});
