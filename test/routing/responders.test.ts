import { buildMenuKey } from '../../src/routing/menu-key';
import { createRouter, type Router } from '../../src/routing/router';
import type { RoutingContent } from '../../src/routing/content';
import { keywordSchema } from '../../src/routing/schema';
import type { Inbound } from '../../src/wechat/inbound';
import { aTextMessage } from '../support/builders';
import {
  aCase,
  MINUTE_MS,
  minutesAgo,
  monday,
  open,
  pushes,
  say,
  send,
  suppliedRouter,
  textOf,
} from './routing-harness';

const waitsForMore = { question: { set: { kind: 'cadre_report' }, validForMs: 10 * MINUTE_MS } };

let router: Router;
let content: RoutingContent;
beforeAll(async () => {
  ({ router, content } = await suppliedRouter());
});

describe('menu and scenes', () => {
  it.each([
    [buildMenuKey({ kind: 'item', item: 'renshe.card' }), 'renshe.card'],
    ['yibao.pay', 'yibao.pay'],
  ])('%s opens the card', (eventKey, ref) => {
    const decision = send(router, { ...pushes.click, eventKey });
    expect(decision.effects.shownItem?.ref).toBe(ref);
    expect(decision.explanation).toMatchObject({ responder: 'menu', rule: eventKey });
  });

  it('lists a group with numbers', () => {
    const decision = send(router, { ...pushes.click, eventKey: 'items:renshe:办一办' });
    expect(textOf(decision)).toMatch(/\n1 .+\n2 .+/);
    expect(decision.effects.question).toMatchObject({ set: { kind: 'choose_item' } });
  });

  it.each([
    ['page:progress', '办件'],
    ['page:help', '君山人社'],
    ['page:items', '1 '],
    ['page:human', '请用一两句话说说是什么事'],
    ['gone:button', '更新了'],
    ['item:renshe.gone', '更新了'],
  ])('%s is answered', (eventKey, words) => {
    expect(textOf(send(router, { ...pushes.click, eventKey }))).toContain(words);
  });

  it('answers a button with a text of the menu file', () => {
    const replies = createRouter({
      ...content,
      menuReplies: new Map([['reply:renshe:hours', '九点上班']]),
    });
    const decision = send(replies, { ...pushes.click, eventKey: 'reply:renshe:hours' });
    expect(textOf(decision)).toBe('【自动回复】九点上班');
  });

  it('opens the item of a scanned scene, and welcomes for any other', () => {
    expect(send(router, pushes.scan).effects.shownItem?.ref).toBe('renshe.card');
    expect(textOf(send(router, { ...pushes.scan, scene: 'poster-7' }))).toContain('君山人社');
    const waited = { ...pushes.scanWait, scanResult: 'renshe.card' };
    expect(send(router, waited).effects.shownItem?.ref).toBe('renshe.card');
  });

  it('takes a tapped item of a msgmenu message', () => {
    const tapped = aTextMessage({ content: '补卡', menuItemId: 'renshe.card' });
    expect(send(router, tapped).explanation.responder).toBe('menu');
  });
});

describe('follow and unfollow', () => {
  it('welcomes with the top items as a choice', () => {
    const decision = send(router, pushes.subscribe);
    expect(decision.effects.follow).toBe('followed');
    expect(decision.effects.question).toMatchObject({ set: { kind: 'choose_item' } });
    expect(textOf(decision)).toContain(content.units.get('renshe')!.welcome);
  });
  it('opens the scene that brought the citizen', () => {
    const decision = send(router, { ...pushes.subscribe, scene: 'item:renshe.card' });
    expect(decision.effects).toMatchObject({
      follow: 'followed',
      shownItem: { ref: 'renshe.card' },
    });
    expect(textOf(decision)).toMatch(/^【自动回复】欢迎关注君山人社。/);
  });
  it('records who leaves and says nothing', () => {
    const decision = send(router, pushes.unsubscribe);
    expect(decision.reply).toEqual({ kind: 'none' });
    expect(decision.effects).toEqual({ follow: 'unfollowed' });
  });
});

it.each([
  'unknownMessage',
  'locationReport',
  'view',
  'viewMiniprogram',
  'scanPush',
  'pictures',
  'other',
] as const)('%s is answered with nothing', (kind) => {
  const decision = send(router, pushes[kind], {
    snapshot: { heldAnswers: [{ outboxId: 'o', text: 't', signedAt: minutesAgo(9) }] },
  });
  expect(decision).toMatchObject({ reply: { kind: 'none' }, effects: {} });
});

describe('commands', () => {
  it('进度 lists cases with their states', () => {
    const text = textOf(
      say(router, '进度', { snapshot: { cases: [aCase({ state: 'in_progress' })] } }),
    );
    expect(text).toContain('RS20261123-0001-K：办理中（周一，11月23日收到）');
    expect(textOf(say(router, '進度'))).toContain('没有办件');
  });
  it('详细 gives sources after a card', () => {
    const lastItem = { ref: 'gongan.idcard', candidates: [], shownAt: minutesAgo(1) };
    const decision = say(router, '详细', { account: 'gongan', snapshot: { lastItem } });
    expect(textOf(decision)).toContain('居民身份证法第十二条');
    expect(textOf(decision)).not.toContain('东莞');
  });
  it.each(['不对', '不是这个', '不是这个！'])(
    '%s brings the next candidates and a person',
    (text) => {
      const lastItem = {
        ref: 'renshe.card',
        candidates: ['renshe.cardprogress', 'yibao.ecert'],
        shownAt: minutesAgo(1),
      };
      const decision = say(router, text, { snapshot: { lastItem } });
      expect(decision.effects.miss).toEqual({ ref: 'renshe.card' });
      expect(decision.effects.question).toMatchObject({
        set: { options: ['renshe.cardprogress', 'yibao.ecert'], offersHuman: true },
      });
      expect(textOf(decision)).toContain('0 都不是，找人办');
    },
  );
  it('不对 without a card asks to say it again', () => {
    expect(say(router, '不对').effects).toEqual({});
  });
});

describe('keywords and rules', () => {
  it('come before understanding, exact before rules', () => {
    const keywords = [
      keywordSchema.parse({ contains: ['社保卡'], reply: 'rule', priority: 100 }),
      keywordSchema.parse({ exact: ['社保卡'], reply: 'exact' }),
      keywordSchema.parse({ exact: ['卡'], item: 'card' }),
      keywordSchema.parse({ exact: ['办事大全'], items: 'top' }),
    ];
    const made = createRouter({ ...content, keywords: new Map([['renshe', keywords]]) });
    expect(say(made, '社保卡').explanation).toEqual({ responder: 'keyword', rule: '社保卡' });
    expect(say(made, '社保卡丢了').explanation).toEqual({ responder: 'rule', rule: '社保卡' });
    expect(say(made, '卡').effects.shownItem?.ref).toBe('renshe.card');
    expect(say(made, '办事大全').effects.question).toMatchObject({ set: { kind: 'choose_item' } });
    expect(say(made, '社保卡丢了', { account: 'gongan' }).explanation.responder).toBe(
      'understanding',
    );
  });
});

describe('understanding', () => {
  it('explains a card: item, score, candidates and their words', () => {
    const { explanation } = say(router, '社保卡掉了在哪补');
    expect(explanation).toMatchObject({ responder: 'understanding', item: 'renshe.card' });
    expect(explanation.score).toBeGreaterThan(3);
    expect(explanation.candidates![0]).toMatchObject({ ref: 'renshe.card' });
    expect(explanation.candidates![0]!.because).toContain('社保卡');
  });
  it("says whose matter it is when another unit's item is meant", () => {
    const text = textOf(say(router, '身份证到期了怎么换', { account: 'yibao' }));
    expect(text).toContain('这件事归君山公安分局管');
    expect(text).toContain('公众号“君山公安”');
  });
  it('does not show a private item of another unit', () => {
    const items = content.items.map((item) =>
      item.ref === 'gongan.idcard' ? { ...item, public: false } : item,
    );
    const made = createRouter({ ...content, items });
    expect(say(made, '身份证到期了怎么换', { account: 'yibao' }).effects.shownItem?.ref).not.toBe(
      'gongan.idcard',
    );
    expect(say(made, '身份证到期了怎么换', { account: 'gongan' }).effects.shownItem?.ref).toBe(
      'gongan.idcard',
    );
  });
  it.each(['低保', '社保卡', '宅基地', '健康证'])('%s alone is asked about', (text) => {
    const decision = say(router, text, { account: 'minzheng' });
    expect(decision.effects.question).toMatchObject({ set: { kind: 'choose_item' } });
  });
  it('offers at most three', () => {
    const { effects } = say(router, '医保', { account: 'jikong' });
    expect(effects.question).toMatchObject({ set: { options: { length: 3 } } });
  });
  it('takes the same item twice in ten minutes for a miss', () => {
    const lastItem = { ref: 'renshe.card', candidates: [], shownAt: minutesAgo(9) };
    expect(say(router, '社保卡掉了在哪补', { snapshot: { lastItem } }).effects.miss).toEqual({
      ref: 'renshe.card',
    });
    const before = { ...lastItem, shownAt: minutesAgo(10) };
    expect(
      say(router, '社保卡掉了在哪补', { snapshot: { lastItem: before } }).effects.miss,
    ).toBeUndefined();
  });
  it('repeats what was heard', () => {
    const decision = send(router, { ...pushes.voice, recognition: '社保卡丢了怎么补。' });
    expect(textOf(decision)).toMatch(/^【自动回复】我听到的是：“社保卡丢了怎么补。”\n/);
    expect(decision.effects.shownItem?.ref).toBe('renshe.card');
  });
});

describe('complaints and accusations', () => {
  it.each(['你们态度太差我要反映', '低保评得不公平', '材料交了半年没人管'])(
    '%s goes to a person',
    (text) => {
      expect(say(router, text, { account: 'minzheng' }).explanation.responder).toBe('queue');
    },
  );
  it.each(['举报镇长收红包', '派出所所长受贿', '村支书贪污补贴款'])(
    '%s is given 12388 and opens no case',
    (text) => {
      const decision = say(router, text, { account: 'gongan' });
      expect(decision.explanation.responder).toBe('handover');
      expect(textOf(decision)).toContain('12388');
      expect(decision.effects).toEqual(waitsForMore);
    },
  );
});

describe('what follows an accusation', () => {
  const after = { account: 'gongan', snapshot: { question: open({ kind: 'cadre_report' }) } };

  it.each([
    ['a picture', pushes.image],
    ['a voice without words', pushes.voice],
    ['a voice with words', { ...pushes.voice, recognition: '就是他收的钱好多人看见了' }],
    ['a stand-in for a picture', aTextMessage({ content: '[图片]' })],
    ['more of it', aTextMessage({ content: '上个月又拿了李家两万块' })],
    ['more of it, in the form of a question', aTextMessage({ content: '他收了多少钱你们知道吗' })],
    ['a matter that an item is about', aTextMessage({ content: '他给人办身份证也要收钱' })],
  ] as [string, Inbound][])('goes where it went: %s', (_, inbound) => {
    const decision = send(router, inbound, after);
    expect(decision.explanation.responder).toBe('handover');
    expect(decision.effects).toEqual(waitsForMore);
    expect(textOf(decision)).toContain('12388');
  });

  it.each([
    ['a question about something else', '身份证丢了怎么补办', 'understanding'],
    ['thanks', '谢谢', 'small_talk'],
    ['the wish for a person', '转人工', 'command'],
    ['a command', '进度', 'command'],
  ])('but for %s', (_, text, responder) => {
    expect(say(router, text, after).explanation.responder).toBe(responder);
  });

  it('danger comes first', () => {
    const decision = say(router, '他现在要跳楼快来人', after);
    expect(decision.explanation.responder).toBe('emergency');
  });

  it('ends with “取消”, and by itself', () => {
    expect(say(router, '取消', after).effects.question).toEqual({ clear: true });
    const later = new Date(monday.getTime() + 11 * MINUTE_MS);
    const decision = send(router, pushes.image, { ...after, now: later });
    expect(decision.explanation.responder).toBe('queue');
  });
});

describe('matters elsewhere', () => {
  it('names who does it, with the source, and offers a person', () => {
    const decision = say(router, '公积金');
    expect(textOf(decision)).toContain('12329');
    expect(textOf(decision)).toContain('转人工');
    expect(decision.effects).toEqual({
      question: {
        set: { kind: 'offer_human', asked: '公积金', messageId: 'message-1' },
        validForMs: 600_000,
      },
    });
  });
  it('answers a question of some length, and opens a case for it too', () => {
    const decision = say(router, '公积金能不能提前取出来付房租');
    expect(textOf(decision)).toContain('12329');
    expect(decision.effects.case).toMatchObject({ kind: 'open' });
  });
  it('passes a nuisance on to a person too', () => {
    const decision = say(router, '门前路灯不亮，没人来修');
    expect(decision.explanation.responder).toBe('elsewhere');
    expect(decision.effects.case).toMatchObject({ kind: 'open' });
  });
});

it.each(['你好', '谢谢你', '在吗', '1', '888', '。。。', '👍', 'ok', '哈哈哈哈哈', '早上好呀'])(
  '%s gets a friendly word and opens no case',
  (text) => {
    const decision = say(router, text);
    expect(decision.explanation.responder).toBe('small_talk');
    expect(decision.effects).toEqual({});
    expect(textOf(decision)).toMatch(/^【自动回复】/);
  },
);

it('is deterministic', () => {
  const again = createRouter(content);
  for (const text of ['社保卡丢了', '医保', '没人管', '公积金']) {
    expect(say(again, text, { now: monday })).toEqual(say(router, text, { now: monday }));
  }
});
