import { presentAutoReply } from '../../../../src/console/api/cases/present-auto-reply';

const at = new Date('2026-06-02T01:00:00Z');
const replied = { repliedAt: at, responder: 'keyword', carriesAnswers: false };

it.each([
  ['nothing', null],
  ['silence', { kind: 'none' }],
  ['a hand-over to WeChat’s own desk', { kind: 'transfer_customer_service' }],
])('shows no reply for %s', (_name, reply) => {
  expect(presentAutoReply({ ...replied, reply })).toBeNull();
});

it('shows the words and who gave them', () => {
  const reply = { kind: 'text', text: '社保卡在银行网点办。' };
  expect(presentAutoReply({ ...replied, reply })).toEqual({
    ...{ at, responder: '关键词', text: '社保卡在银行网点办。' },
  });
});

it('leaves no address of a citizen’s page', () => {
  const link = 'https://zj.example.gov.cn/p/secret-token';
  const text = `已收到。<a href="${link}">看进度</a>，或打开 ${link}，编号RS1`;
  const shown = presentAutoReply({ ...replied, reply: { kind: 'text', text } });
  expect(shown?.text).toBe('已收到。看进度，或打开 （链接），编号RS1');
});

it.each([
  [{ ...replied, carriesAnswers: true }, '（送出了等候的答复）'],
  [{ ...replied, responder: 'query' }, '（查询的结果，这里不显示）'],
])('shows nothing that is another’s, %#', (message, text) => {
  const reply = { kind: 'text', text: '余额 100 元' };
  expect(presentAutoReply({ ...message, reply })?.text).toBe(text);
});

it('names articles and pictures', () => {
  const news = { kind: 'news', articles: [{ title: '高龄津贴' }, { title: '养老金' }] };
  expect(presentAutoReply({ ...replied, reply: news })?.text).toBe(
    '（图文）《高龄津贴》《养老金》',
  );
  const image = { kind: 'image', mediaId: 'm' };
  expect(presentAutoReply({ ...replied, reply: image })?.text).toBe('（图片）');
});
