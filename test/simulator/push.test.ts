import { SERVICE_FAULT } from '../../src/simulator/pusher';
import { textOf } from '../../src/simulator/reply-reader';
import { replyTo, textReply } from './fake-product';
import { shownText, startRunning, type Running } from './running';

let running: Running;
beforeEach(async () => {
  running = await startRunning();
});
afterEach(async () => {
  await running.stop();
  expect(running.faults).toEqual([]);
});

async function followed(name = '张大妈'): Promise<ReturnType<Running['phone']>> {
  const phone = running.phone(name);
  await phone.act('renshe', { kind: 'follow' });
  running.product.received.length = 0;
  return phone;
}

describe('pushes', () => {
  it('should sign and encrypt a message and show the passive reply', async () => {
    const phone = await followed();
    running.product.script = (push) => textReply(push, '带上身份证到窗口办理。');

    const entries = await phone.act('renshe', { kind: 'text', text: '社保卡怎么办' });

    const [push] = running.product.received;
    const account = running.simulator.accounts[0]!;
    expect(push?.query).toMatchObject({
      encrypt_type: 'aes',
      openid: expect.any(String) as string,
    });
    expect(push?.body).not.toContain('社保卡');
    expect(push?.fields).toMatchObject({
      ToUserName: account.originalId,
      MsgType: 'text',
      Content: '社保卡怎么办',
      CreateTime: String(running.clock.at / 1000),
    });
    expect(BigInt(textOf(push!.fields!, 'MsgId')!) > BigInt(Number.MAX_SAFE_INTEGER)).toBe(true);
    expect(entries.slice(-2).map(shownText)).toEqual(['社保卡怎么办', '带上身份证到窗口办理。']);
    expect(entries.at(-2)?.delivery).toMatchObject({ state: 'answered', tries: 1 });
  });

  it('should try three times with the same message and new signatures, then show the fault', async () => {
    const phone = await followed();
    running.product.script = () => ({ status: 503, body: '' });

    const entries = await phone.act('renshe', { kind: 'text', text: '在吗' });

    const { received } = running.product;
    expect(received).toHaveLength(3);
    expect(new Set(received.map((push) => textOf(push.fields!, 'MsgId'))).size).toBe(1);
    expect(new Set(received.map((push) => textOf(push.fields!, 'CreateTime'))).size).toBe(1);
    expect(new Set(received.map((push) => push.query['nonce'])).size).toBe(3);
    expect(new Set(received.map((push) => push.query['msg_signature'])).size).toBe(3);
    expect(entries.at(-2)?.delivery).toEqual({ state: 'failed', tries: 3, roundTripMs: null });
    expect(shownText(entries.at(-1))).toBe(SERVICE_FAULT);
  });

  it('should take the reply of a retry', async () => {
    const phone = await followed();
    running.product.script = (push, count) =>
      count < 3 ? { status: 500, body: 'no' } : textReply(push, '第三次才答上');

    const entries = await phone.act('renshe', { kind: 'text', text: '在吗' });

    expect(entries.at(-2)?.delivery).toMatchObject({ state: 'answered', tries: 3 });
    expect(shownText(entries.at(-1))).toBe('第三次才答上');
  });

  it('should stay silent on success and on an empty body', async () => {
    const phone = await followed();
    running.product.script = (_push, count) => ({ body: count === 1 ? 'success' : '' });

    await phone.act('renshe', { kind: 'text', text: '一' });
    const entries = await phone.act('renshe', { kind: 'text', text: '二' });

    expect(entries.slice(-2).map(shownText)).toEqual(['一', '二']);
    expect(running.product.received).toHaveLength(2);
  });

  it.each([
    ['JSON', '{"ok":true}'],
    ['a page', '<html>502</html>'],
    ['plain XML in safe mode', '<xml><MsgType>text</MsgType></xml>'],
  ])('should show the fault at once for %s', async (_name, body) => {
    const phone = await followed();
    running.product.script = () => ({ body });

    const entries = await phone.act('renshe', { kind: 'text', text: '在吗' });

    expect(running.product.received).toHaveLength(1);
    expect(shownText(entries.at(-1))).toBe(SERVICE_FAULT);
  });

  it.each([
    ['an over-long text', { MsgType: 'text', Content: '字'.repeat(683) }],
    ['an empty text', { MsgType: 'text', Content: '' }],
    ['a foreign openid', { MsgType: 'text', Content: '好', ToUserName: 'oSomebodyElse' }],
    ['an unknown media id', { MsgType: 'image', Image: { MediaId: 'nobody-made-this' } }],
    ['milliseconds as CreateTime', { MsgType: 'text', Content: '好', CreateTime: 1764000000000 }],
  ])('should refuse %s as WeChat does', async (_name, fields) => {
    const phone = await followed();
    running.product.script = (push) => replyTo(push, fields);

    const entries = await phone.act('renshe', { kind: 'text', text: '在吗' });

    expect(shownText(entries.at(-1))).toBe(SERVICE_FAULT);
  });

  it('should take eight articles for an event but only one for a message', async () => {
    const phone = await followed();
    const item = { Title: '题', Description: '述', PicUrl: '', Url: 'http://127.0.0.1/a' };
    running.product.script = (push) =>
      replyTo(push, { MsgType: 'news', ArticleCount: 2, Articles: { item: [item, item] } });

    const asked = await phone.act('renshe', { kind: 'text', text: '在吗' });
    expect(shownText(asked.at(-1))).toBe(SERVICE_FAULT);

    const scanned = await phone.act('renshe', { kind: 'scan', scene: 'hall-1' });
    expect(scanned.at(-1)?.body).toMatchObject({ kind: 'news', articles: [{ title: '题' }, {}] });
  });

  it('should keep the order of one citizen while others go on', async () => {
    const phone = await followed();
    const other = await followed('李大爷');
    let release: () => void = () => undefined;
    const gate = new Promise<void>((resolve) => (release = resolve));
    running.product.script = async (push, count) => {
      if (count === 1) await gate;
      return textReply(push, '好');
    };
    const sent = (): (string | null)[] =>
      running.product.received.map((push) => textOf(push.fields!, 'Content'));

    const first = phone.act('renshe', { kind: 'text', text: '甲一' });
    await running.product.arrived();
    const second = phone.act('renshe', { kind: 'text', text: '甲二' });
    await other.act('renshe', { kind: 'text', text: '乙一' });
    expect(sent()).toEqual(['甲一', '乙一']);
    release();
    await Promise.all([first, second]);

    expect(sent()).toEqual(['甲一', '乙一', '甲二']);
  });
});
