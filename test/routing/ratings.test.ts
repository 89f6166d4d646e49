import { PROGRESS_LINK_SLOT, type Question } from '../../src/routing/decision';
import type { Router } from '../../src/routing/router';
import { aTextMessage } from '../support/builders';
import { aCase, minutesAgo, open, say, send, suppliedRouter, textOf } from './routing-harness';

let router: Router;
beforeAll(async () => {
  ({ router } = await suppliedRouter());
});

const NUMBER = 'RS202611230001X';
const answered = aCase({
  number: NUMBER,
  state: 'answered',
  answeredAt: minutesAgo(60),
  round: 2,
});
const question: Question = { kind: 'rate', caseId: 'case-1', round: 2 };
const tap = (menuItemId: string, cases = [answered]) =>
  send(router, aTextMessage({ content: '满意', menuItemId }), { snapshot: { cases } });

it('asks by 评价 for one of exactly five words, with the page beside it', () => {
  const decision = say(router, '评价', { snapshot: { cases: [answered] } });
  expect(textOf(decision)).toBe(
    `【自动回复】对办件${NUMBER}的答复满意吗？请回复数字：\n` +
      '1 非常满意\n2 满意\n3 基本满意\n4 不满意\n5 非常不满意\n' +
      `想写几句，<a href="${PROGRESS_LINK_SLOT}">点这里评价</a>。`,
  );
  expect(decision.effects).toEqual({
    question: { set: question, validForMs: 600_000 },
    progressLinks: [answered],
  });
});

it.each([
  ['1', 5],
  ['二', 4],
  ['基本满意', 3],
  ['不满意', 2],
  ['5', 1],
])('takes %s as %i', (text, score) => {
  const snapshot = { cases: [answered], question: open(question) };
  expect(say(router, text, { snapshot }).effects).toEqual({
    question: { clear: true },
    rating: { caseId: 'case-1', number: NUMBER, score },
  });
});

it('promises a new round to whoever is not satisfied', () => {
  const snapshot = { cases: [answered], question: open(question) };
  expect(textOf(say(router, '4', { snapshot }))).toContain('会重新办理，工作人员会联系您');
  expect(textOf(say(router, '1', { snapshot }))).toBe('【自动回复】谢谢您的评价：非常满意。');
});

it('takes a tap on the request', () => {
  expect(tap(`rate:${NUMBER}:2:4`).effects.rating).toEqual({
    ...{ caseId: 'case-1', number: NUMBER, score: 4 },
  });
});

it.each([
  ['of an earlier round', `rate:${NUMBER}:1:4`, [answered]],
  ['of a case of somebody else', 'rate:RS202611239999X:2:4', [answered]],
  ['on what was rated', `rate:${NUMBER}:2:4`, [{ ...answered, rated: true }]],
  ['on what is done anew', `rate:${NUMBER}:2:4`, [{ ...answered, state: 'in_progress' as const }]],
])('takes no tap %s', (_what, item, cases) => {
  const decision = tap(item, cases);
  expect(decision.effects.rating).toBeUndefined();
  expect(textOf(decision)).toContain('已经评价过了，或者过了评价的时间');
});

it('has nothing to ask where nothing was answered', () => {
  expect(textOf(say(router, '评价', { snapshot: { cases: [aCase()] } }))).toContain(
    '现在没有等您评价的答复',
  );
});
