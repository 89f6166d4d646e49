import { Conversation } from '../queries/conversation';
import type { QueryResult } from '../../src/queries/query-engine';
import { createRouter, type QueryRouter } from '../../src/routing/router';
import type { RoutingContent } from '../../src/routing/content';
import { pushes, suppliedRouter } from './routing-harness';

let router: QueryRouter;
let content: RoutingContent;
beforeAll(async () => {
  ({ content } = await suppliedRouter());
  router = createRouter(content);
});

const found: QueryResult = {
  kind: 'rows',
  rows: [{ 受理日期: '2026-11-02', 状态: '已受理，正在审核', 说明: '' }],
  asOf: new Date('2026-11-20T02:00:00Z'),
};

function talk(account: string, result: QueryResult = found) {
  return new Conversation(router, { account, source: () => result });
}

describe('a query in the chat', () => {
  it('goes from the question to the answer', () => {
    const citizen = talk('yibao');
    const first = citizen.say('报销进度');
    expect(first.text).toMatch(/^【自动回复】垫付报销和进度\n/);
    expect(first.text).toMatch(/要查进度，请发受理编号，样子像YB20260001。/);
    expect(citizen.say('YB20260001').text).toBe(
      '【自动回复】记下了。请发登记手机后四位，4个数字。',
    );
    const answer = citizen.say('1234');
    expect(answer.asked).toEqual({
      query: 'yibao.claim',
      fields: { receipt: 'YB20260001', phoneTail: '1234' },
    });
    expect(answer.text).toBe(
      [
        '【自动回复】垫付报销进度：',
        '2026年11月2日受理：已受理，正在审核',
        '数据截至2026年11月20日。',
        '有疑问请带回执到医保窗口问。',
        '电话：12345。找人办请回复“转人工”。',
      ].join('\n'),
    );
    expect(citizen.question).toBeNull();
  });

  it('takes what the first sentence says', () => {
    expect(talk('ziran').say('不动产办件进度 202611230001 尾号1234').asked).toEqual({
      query: 'ziran.progress',
      fields: { receipt: '202611230001', phoneTail: '1234' },
    });
  });

  it('hears a voice, and hides what it says', () => {
    const citizen = talk('yibao');
    citizen.say('报销进度');
    const heard = citizen.send({ ...pushes.voice, recognition: 'YB20260001，尾号1234。' });
    expect(heard.asked?.fields).toEqual({ receipt: 'YB20260001', phoneTail: '1234' });
    expect(heard.text).toMatch(/^【自动回复】我听到的是：“\*{10},尾号\*{4}。”\n垫付报销进度：/);
  });

  it('keeps a masked word for the log', () => {
    const citizen = talk('yibao');
    citizen.say('报销进度');
    expect(citizen.say('我的是YB20260001').effects.keptText).toBe('我的是**********');
  });

  it('lets a number be put right after nothing was found', () => {
    const citizen = talk('yibao', { kind: 'none', asOf: null });
    citizen.say('报销进度');
    citizen.say('YB20260001 1234');
    expect(citizen.say('改一下手机号').text).toBe(
      '【自动回复】好的。请发登记手机后四位，4个数字。',
    );
    expect(citizen.say('5678').asked?.fields).toEqual({
      receipt: 'YB20260001',
      phoneTail: '5678',
    });
    expect(citizen.say('YB20260009').asked?.fields['receipt']).toBe('YB20260009');
    const other = citizen.say('医保怎么交');
    expect(other.text).not.toContain('受理编号');
  });

  it('brings the rest with 更多', () => {
    const rows = Array.from({ length: 7 }, (_, n) => ({
      名称: `第${n + 1}药店`,
      类型: '药店',
      地址: '某街',
      电话: '0730-0000000',
    }));
    const citizen = talk('yibao', { kind: 'rows', rows, asOf: null });
    citizen.say('哪些是定点医院');
    expect(citizen.say('许市').text).toContain('还有2条，回复“更多”。');
    const more = citizen.say('更多');
    expect(more.text).toContain('6 第6药店');
    expect(citizen.question).toBeNull();
    expect(citizen.say('更多').responder).toBe('command');
  });

  it('asks a person with the filled form', () => {
    const claim = content.queries.find(({ ref }) => ref === 'yibao.claim')!;
    const staffed = createRouter({
      ...content,
      queries: [{ ...claim, source: { kind: 'staff' } }],
    });
    const citizen = new Conversation(staffed, {
      account: 'yibao',
      source: () => ({ kind: 'person' }),
    });
    citizen.say('报销进度');
    const answer = citizen.say('YB20260001 1234');
    expect(answer.text).toContain('已转给工作人员，办件编号：');
    expect(citizen.cases).toEqual([
      expect.objectContaining({
        kind: 'open',
        unit: 'yibao',
        form: {
          query: 'yibao.claim',
          name: '垫付报销进度',
          lines: [
            { label: '受理编号', value: 'YB20260001' },
            { label: '登记手机后四位', value: '1234' },
          ],
        },
      }),
    ]);
  });

  it.each([
    [{ kind: 'unavailable', reason: 'timeout' }, '现在查不了'],
    [{ kind: 'unavailable', reason: 'circuit_open' }, '现在查不了'],
    [{ kind: 'too_many_tries' }, '今天查的次数已经用完'],
  ] satisfies [QueryResult, string][])('%j still ends in words and a way on', (result, words) => {
    const citizen = talk('yibao', result);
    citizen.say('报销进度');
    const { text } = citizen.say('YB20260001 1234');
    expect(text).toContain(words);
    expect(text).toContain('找人办请回复“转人工”');
    expect(citizen.question).toBeNull();
  });
});

describe('nobody is trapped in a form', () => {
  function inForm() {
    const citizen = talk('yibao');
    citizen.say('报销进度');
    citizen.say('YB20260001');
    expect(citizen.question?.kind).toBe('form');
    return citizen;
  }

  it.each(['取消', '算了', '不用了', '退出'])('%s ends it', (word) => {
    const citizen = inForm();
    expect(citizen.say(word).text).toBe('【自动回复】好的，“垫付报销进度”不查了。有事直接说就行。');
    expect(citizen.question).toBeNull();
  });

  it.each(['转人工', '人工', '找个真人'])('%s leads to a person', (word) => {
    const citizen = inForm();
    expect(citizen.say(word).text).toContain('请用一两句话说说是什么事');
    expect(citizen.question?.kind).toBe('describe_matter');
    citizen.say('我的报销三个月没有消息');
    expect(citizen.cases).toHaveLength(1);
  });

  it.each([
    ['进度', '您最近没有办件'],
    ['异地就医怎么备案', '异地就医'],
    ['谢谢', ''],
  ])('%s is answered, and the form goes on', (text, words) => {
    const citizen = inForm();
    const answer = citizen.say(text);
    expect(answer.text).toContain(words);
    expect(answer.text).toMatch(/刚才的“垫付报销进度”还没查完。请发登记手机后四位/);
    expect(citizen.say('1234').asked?.fields).toEqual({
      receipt: 'YB20260001',
      phoneTail: '1234',
    });
  });

  it.each(['YB2026', '12', '我要查', '编号', '啊这'])(
    '%s is asked again, with the reason',
    (text) => {
      const citizen = talk('yibao');
      citizen.say('报销进度');
      const answer = citizen.say(text);
      expect(answer.text).toMatch(/^【自动回复】受理编号的样子像“YB20260001”/);
      expect(answer.text).not.toMatch(/·/);
    },
  );

  it.each([
    ['疫苗', null],
    ['社保卡', null],
    ['许市', '许市'],
    ['我在医院附近', '医院'],
    ['广兴洲镇', '广兴洲镇'],
    ['钱粮湖', '钱粮湖'],
    ['层山', '层山'],
  ])('asked for a place, %s is looked up as %s', (text, place) => {
    const citizen = talk('jikong', { kind: 'none', asOf: null });
    citizen.say('犬伤门诊');
    expect(citizen.say(text).asked?.fields['town'] ?? null).toBe(place);
  });

  it('a tap on the menu is answered, and the form goes on', () => {
    const citizen = inForm();
    const answer = citizen.send({ ...pushes.click, eventKey: 'item:yibao.pay' });
    expect(answer.text).toContain('刚才的“垫付报销进度”还没查完');
    expect(citizen.say('1234').asked).not.toBeNull();
  });

  it('another query takes the place of the form', () => {
    const citizen = inForm();
    expect(citizen.say('定点医院有哪些').text).toContain('“垫付报销进度”先不查了');
    expect(citizen.question).toMatchObject({ kind: 'form', state: { query: 'yibao.agency' } });
  });

  it('a matter opens a case and ends the form', () => {
    const citizen = inForm();
    const { text } = citizen.say(
      '我去年在县医院住院的费用到现在一分钱没有报给我，窗口的人一直叫我回去等，打电话也没有人接，我要投诉你们',
    );
    expect(text).toContain('办件编号');
    expect(citizen.cases).toHaveLength(1);
    expect(citizen.question?.kind).not.toBe('form');
  });

  it('danger comes first and ends the form', () => {
    const citizen = inForm();
    expect(citizen.say('有人喝农药了').text).toContain('120');
    expect(citizen.question).toBeNull();
  });

  it('a picture is not taken for an answer and opens no case', () => {
    const citizen = inForm();
    expect(citizen.send(pushes.image).text).toMatch(/照片我看不懂/);
    expect(citizen.cases).toHaveLength(0);
  });

  it('ends politely after four messages that say nothing', () => {
    const citizen = inForm();
    const texts = ['[微笑]', '嗯', '。。。', '哦哦'].map((word) => citizen.say(word).text);
    expect(texts.at(-1)).toContain('这次先不查了');
    expect(citizen.question).toBeNull();
    expect(citizen.cases).toHaveLength(0);
  });

  it('is over after ten minutes', () => {
    const citizen = inForm();
    citizen.wait(10.1);
    expect(citizen.say('1234').asked).toBeNull();
  });

  it('says so when the query was taken away meanwhile', () => {
    const citizen = new Conversation(
      createRouter(content, () => false),
      { account: 'yibao' },
    );
    citizen.snapshot.question = inForm().snapshot.question;
    expect(citizen.say('1234').text).toContain('“垫付报销进度”现在停用了');
    expect(citizen.question).toBeNull();
  });
});

describe('sensitive queries', () => {
  it.each([
    ['minzheng', '低保钱到账没'],
    ['renshe', '社保卡做好了没'],
  ])('lead from %s to a page and ask nothing here', (account, text) => {
    const answer = talk(account).say(text);
    expect(answer.effects.pageLink?.kind).toBe('form');
    expect(answer.text).toContain('请不要在这里发身份证号');
    expect(answer.text).toContain('也可以由家人代填，或到村（社区）办理');
    expect(answer.asked).toBeNull();
  });

  it('我的绑定 leads to a page too', () => {
    expect(talk('minzheng').say('我的绑定').effects.pageLink).toEqual({ kind: 'bindings' });
  });
});

describe('without data', () => {
  it.each([
    ['gongan', '派出所电话'],
    ['yibao', '报销进度'],
    ['minzheng', '补贴到账没'],
  ])('a query of %s is not offered: its card shows where to go', (account, text) => {
    const citizen = new Conversation(
      createRouter(content, () => false),
      { account },
    );
    const answer = citizen.say(text);
    expect(citizen.question).toBeNull();
    expect(answer.effects.pageLink).toBeUndefined();
    expect(answer.text).toMatch(/电话：/);
  });
});
