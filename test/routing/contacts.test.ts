import { readTelephone } from '../../src/routing/contacts';
import type { Question } from '../../src/routing/decision';
import type { Router } from '../../src/routing/router';
import { aTextMessage } from '../support/builders';
import {
  aSnapshot,
  monday,
  open,
  say,
  suppliedRouter,
  textOf,
  type Answered,
} from './routing-harness';

let router: Router;
beforeAll(async () => {
  ({ router } = await suppliedRouter());
});

const question: Question = { kind: 'leave_contact', caseId: 'case-1' };

/** What the callback hands over: the masked words, and the words as they were. */
function sayNumber(masked: string, unmasked: string): Answered {
  const inbound = aTextMessage({ content: masked });
  const message = { id: 'message-1', account: 'renshe', inbound, unmasked };
  return router.route(message, aSnapshot({ question: open(question) }), monday) as Answered;
}

it.each([
  ['13800001234', '13800001234'],
  ['138 0000 1234', '13800001234'],
  ['１３８００００１２３４', '13800001234'],
  ['+8613800001234', '13800001234'],
  ['我的电话是13800001234，姓李', '13800001234'],
  ['0730-8123456', '07308123456'],
  ['座机0730 8123456', '07308123456'],
])('%s is a number', (text, telephone) => {
  expect(readTelephone(text)).toBe(telephone);
});

it.each([
  '1380000123',
  '138000012345',
  '43060219520304011X',
  '3',
  '110',
  '我父亲的养老金没有发，电话是13800001234，请马上查一下',
])('%s is none, or says more than that', (text) => {
  expect(readTelephone(text)).toBeNull();
});

it('keeps the number for the case, hides it from the log, and puts the message into the case', () => {
  const decision = sayNumber('138******34', '13800001234');
  expect(decision.effects).toEqual({
    question: { clear: true },
    case: { kind: 'join', caseId: 'case-1', urgent: false, needsJudgement: false },
    contact: { caseId: 'case-1', telephone: '13800001234' },
    keptText: '（留了联系电话）',
  });
  expect(textOf(decision)).not.toContain('138');
});

it('lets nobody be pressed', () => {
  const decision = say(router, '不留', { snapshot: { question: open(question) } });
  expect(textOf(decision)).toBe('【自动回复】好的，不留也行。看进展回复“进度”。');
  expect(decision.effects).toEqual({ question: { clear: true } });
});

it('stands in the way of nothing else', () => {
  const decision = say(router, '失业金怎么申领', { snapshot: { question: open(question) } });
  expect(decision.effects.shownItem?.ref).toBe('renshe.unemploy');
  expect(decision.effects.contact).toBeUndefined();
});

it('does not ask those for a number who ask for secrecy', () => {
  const decision = say(router, '我要匿名举报有人骗社保');
  if (decision.effects.case?.kind !== 'open') throw new Error('no case');
  expect(decision.effects.case.restricted).toBe(true);
  expect(decision.effects.question).toBeUndefined();
  expect(textOf(decision)).not.toContain('电话号码');
});

describe('an ID number in the chat', () => {
  const hint = '请不要在聊天里发身份证号';
  const route = (question: Question | null) =>
    textOf(
      router.route(
        {
          id: 'message-1',
          account: 'renshe',
          inbound: aTextMessage({ content: '我的身份证号430***********11X，社保卡怎么办' }),
          holdsIdNumber: true,
        },
        aSnapshot({ question: question && open(question) }),
        monday,
      ) as Answered,
    );

  it('is answered with the hint not to send one', () => {
    expect(route(null)).toContain(hint);
  });

  it('is answered without one where nothing of the kind was written', () => {
    expect(textOf(say(router, '社保卡怎么办'))).not.toContain(hint);
  });
});
