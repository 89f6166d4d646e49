import { SERVICE_FAULT } from '../../src/simulator/pusher';
import { textOf } from '../../src/simulator/reply-reader';
import { textReply } from './fake-product';
import { shownText, startRunning, type PhoneClient, type Running } from './running';

let running: Running;
let phone: PhoneClient;
beforeEach(async () => {
  running = await startRunning();
  phone = running.phone('张大妈');
  await phone.act('renshe', { kind: 'follow' });
  running.product.received.length = 0;
  running.product.script = (push) => textReply(push, '收到');
});
afterEach(() => running.stop());

const ask = (): ReturnType<PhoneClient['act']> =>
  phone.act('renshe', { kind: 'text', text: '在吗' });

describe('fault switches', () => {
  it('should deliver twice at once and show one reply', async () => {
    await phone.setFaults({ duplicate: true });
    const entries = await ask();

    const { received } = running.product;
    expect(received).toHaveLength(2);
    const [one, two] = received.map((push) => push.fields!);
    expect(textOf(one!, 'MsgId')).toBe(textOf(two!, 'MsgId'));
    expect(entries.filter((entry) => shownText(entry) === '收到')).toHaveLength(1);
    const last = (await phone.exchanges()).at(-1);
    expect(last).toMatchObject({ faults: ['重复投递'], tryNumber: 1 });
    expect(last?.remark).toContain('两次回复一致');
  });

  it('should sign wrongly, be refused three times and show the fault', async () => {
    await phone.setFaults({ wrongSignature: true });
    const entries = await ask();

    expect(running.product.received.map((push) => push.fields)).toEqual([null, null, null]);
    expect(shownText(entries.at(-1))).toBe(SERVICE_FAULT);
    expect((await phone.exchanges()).at(-1)).toMatchObject({
      outcome: 'no_answer',
      response: { status: 401 },
      remark: '回调返回了 HTTP 401',
    });
  });

  it('should send a plain body to an encrypted account', async () => {
    await phone.setFaults({ plainBody: true });
    await ask();

    const [push] = running.product.received;
    expect(push?.body).toContain('<Content><![CDATA[在吗]]></Content>');
    expect(push?.query).not.toHaveProperty('encrypt_type');
    expect(push?.fields).toBeNull();
  });

  it('should lose the first reply and take that of the retry', async () => {
    await phone.setFaults({ loseFirstReply: true });
    const entries = await ask();

    expect(running.product.received).toHaveLength(2);
    expect(entries.at(-2)?.delivery).toMatchObject({ state: 'answered', tries: 2 });
    expect(shownText(entries.at(-1))).toBe('收到');
  });

  it('should be switched for one phone alone', async () => {
    await phone.setFaults({ wrongSignature: true });
    const other = running.phone('李大爷');
    const entries = await other.act('renshe', { kind: 'follow' });
    expect(shownText(entries.at(-1))).toBe('收到');
  });

  it('should show the exchange whole, plain and encrypted', async () => {
    await ask();
    const exchange = (await phone.exchanges()).at(-1)!;
    expect(exchange.request.plain).toContain('在吗');
    expect(exchange.request.body).not.toContain('在吗');
    expect(exchange.request.url).toContain('/wechat/renshe?signature=');
    expect(exchange.response?.plain).toContain('收到');
    expect(exchange.response?.body).toContain('<MsgSignature>');
    expect(exchange.roundTripMs).toBeGreaterThan(0);
  });
});

describe('a slow network', () => {
  it.each(['delayBeforeMs', 'delayAfterMs'])('should give up by its timeout: %s', async (name) => {
    await running.stop();
    running = await startRunning(30);
    phone = running.phone('张大妈');
    await phone.setFaults({ [name]: 60_000 / 3 });
    const entries = await phone.act('renshe', { kind: 'follow' });

    expect(entries.at(-2)?.delivery).toMatchObject({ state: 'failed', tries: 3 });
    expect(running.product.received).toHaveLength(name === 'delayAfterMs' ? 3 : 0);
    expect((await phone.exchanges()).map((one) => one.tryNumber)).toEqual([1, 2, 3]);
  });
});
