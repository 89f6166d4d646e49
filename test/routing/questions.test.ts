import type { Question } from '../../src/routing/decision';
import type { Router } from '../../src/routing/router';
import {
  aCase,
  minutesAgo,
  open,
  pushes,
  say,
  send,
  suppliedRouter,
  textOf,
} from './routing-harness';

const DESCRIBE = '【自动回复】好的。请用一两句话说说是什么事，发语音也行。';
const choice: Question = {
  kind: 'choose_item',
  asked: '卡的事',
  messageId: 'message-0',
  options: ['renshe.card', 'renshe.cardprogress', 'yibao.ecert'],
  offersHuman: true,
};

/** The receipt of a new case asks for a telephone number in the place of what was asked before. */
const invited = { set: { kind: 'leave_contact', caseId: null }, validForMs: 600_000 };

let router: Router;
beforeAll(async () => {
  ({ router } = await suppliedRouter());
});

describe('a choice', () => {
  it.each(['2', '２', '二', '第二个', '第2个', '选2', '2。', ' 2 ', '我要第二个', '②'])(
    '%s is the second',
    (text) => {
      const decision = say(router, text, { snapshot: { question: open(choice) } });
      expect(decision.effects.shownItem).toEqual({
        ref: 'renshe.cardprogress',
        candidates: ['renshe.card', 'yibao.ecert'],
      });
      expect(decision.effects.question).toEqual({ clear: true });
      expect(decision.explanation.responder).toBe('question');
    },
  );

  it('can be named', () => {
    const decision = say(router, '社保卡制卡进度', { snapshot: { question: open(choice) } });
    expect(decision.effects.shownItem?.ref).toBe('renshe.cardprogress');
  });

  it('asks again for a number that was not offered', () => {
    const decision = say(router, '7', { snapshot: { question: open(choice) } });
    expect(textOf(decision)).toBe('【自动回复】请回复 1、2、3 里的一个数字，找人办回复 0。');
    expect(decision.effects).toEqual({});
  });

  it.each(['0', '零', '转人工', '能不能找个真人'])('%s makes a case of what was asked', (text) => {
    const decision = say(router, text, { snapshot: { question: open(choice) } });
    expect(decision.effects.case).toEqual({
      kind: 'open',
      unit: 'renshe',
      urgent: false,
      restricted: false,
      takeMessageId: 'message-0',
    });
    expect(decision.effects.question).toEqual(invited);
    expect(decision.effects.receipt).toBe(true);
  });

  it('takes 0 for a person only where it was offered', () => {
    const question = open({ ...choice, offersHuman: false });
    expect(say(router, '0', { snapshot: { question } }).effects.case).toBeUndefined();
  });

  it('is over after 取消, and after ten minutes', () => {
    expect(say(router, '取消', { snapshot: { question: open(choice) } }).effects).toEqual({
      question: { clear: true },
    });
    const expired = { question: choice, expiresAt: minutesAgo(1) };
    expect(say(router, '2', { snapshot: { question: expired } }).explanation.responder).toBe(
      'small_talk',
    );
  });

  it('gives way to another matter', () => {
    const decision = say(router, '失业金怎么申领', { snapshot: { question: open(choice) } });
    expect(decision.effects.shownItem?.ref).toBe('renshe.unemploy');
    expect(decision.effects.question).toEqual({ clear: true });
  });
});

describe('joined, or another matter', () => {
  const join: Question = {
    kind: 'join_or_new',
    caseId: 'case-1',
    caseNumber: 'RS20261120-0001-K',
    messageId: 'message-0',
  };
  it('1 keeps it there', () => {
    expect(say(router, '1', { snapshot: { question: open(join) } }).effects).toEqual({
      question: { clear: true },
      case: { kind: 'confirm_joined', caseId: 'case-1' },
    });
  });
  it('2 makes a case of its own', () => {
    expect(say(router, '第二个', { snapshot: { question: open(join) } }).effects).toEqual({
      question: { clear: true },
      case: { kind: 'split', fromCaseId: 'case-1', messageId: 'message-0', unit: 'renshe' },
      receipt: true,
      progressLinks: ['opened'],
    });
  });
  it('stays open beside another answer', () => {
    const decision = say(router, '失业金怎么申领', { snapshot: { question: open(join) } });
    expect(decision.effects.question).toBeUndefined();
  });
});

describe('转人工', () => {
  it.each(['转人工', '人工', '真人', '找人', '找人工客服', '能不能找个真人', '轉人工', '转 人 工'])(
    '%s alone asks for the matter',
    (text) => {
      const decision = say(router, text);
      expect(textOf(decision)).toBe(DESCRIBE);
      expect(decision.effects).toEqual({
        question: { set: { kind: 'describe_matter' }, validForMs: 600_000 },
      });
    },
  );

  it.each(['我的事情有点复杂', '社保卡怎么补办'])('the next message opens the case: %s', (text) => {
    const decision = say(router, text, {
      snapshot: { question: open({ kind: 'describe_matter' }) },
    });
    expect(decision.effects.case).toMatchObject({ kind: 'open', unit: 'renshe' });
    expect(decision.effects.question).toEqual(invited);
  });

  it('takes a picture or a voice as the matter', () => {
    const sent = { snapshot: { question: open({ kind: 'describe_matter' }) } };
    expect(send(router, pushes.image, sent).effects.case).toMatchObject({ kind: 'open' });
    const spoken = send(router, { ...pushes.voice, recognition: '我的事情有点复杂' }, sent);
    expect(textOf(spoken)).toMatch(/^【自动回复】我听到的是：“我的事情有点复杂”/);
    expect(spoken.effects.case).toMatchObject({ kind: 'open' });
  });

  it.each(['你好', '1', '。。。'])('%s is not a matter: asked again', (text) => {
    const decision = say(router, text, {
      snapshot: { question: open({ kind: 'describe_matter' }) },
    });
    expect(textOf(decision)).toBe(DESCRIBE);
    expect(decision.effects).toEqual({});
  });

  it('gives the hotline even then to somebody who accuses an official', () => {
    const sent = { snapshot: { question: open({ kind: 'describe_matter' }) } };
    const decision = say(router, '我要举报局长受贿', sent);
    expect(textOf(decision)).toContain('12388');
    expect(decision.effects).toEqual({
      question: { set: { kind: 'cadre_report' }, validForMs: 600_000 },
    });
  });

  it('after a matter elsewhere makes a case of what was asked', () => {
    const offer: Question = { kind: 'offer_human', asked: '公积金怎么取', messageId: 'message-0' };
    const decision = say(router, '转人工', { snapshot: { question: open(offer) } });
    expect(decision.effects.case).toMatchObject({ kind: 'open', takeMessageId: 'message-0' });
  });

  it('adds to a case that is being taken in', () => {
    const offer: Question = { kind: 'offer_human', asked: '公积金怎么取', messageId: 'message-0' };
    const decision = say(router, '转人工', {
      snapshot: { question: open(offer), cases: [aCase()] },
    });
    expect(decision.effects.case).toMatchObject({ kind: 'join', caseId: 'case-1' });
  });
});
