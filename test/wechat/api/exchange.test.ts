import { Agent, errors } from 'undici';
import { createWechatDispatcher } from '../../../src/wechat/api/exchange';
import { sendCustomMessage } from '../../../src/wechat/api/custom-message';
import { getUserInfo } from '../../../src/wechat/api/user';
import type { AccessToken } from '../../../src/wechat/api/token-store';
import type { WechatApi } from '../../../src/wechat/api/wechat-api';
import {
  aWechatApi,
  failureOf,
  FakeWechat,
  HandClock,
  MemoryTokenStore,
  TOKEN,
} from './fake-wechat';

const SEND = '/cgi-bin/message/custom/send';
const message = { touser: 'o1', msgtype: 'text', text: { content: '您好' } } as const;
const token: AccessToken = {
  value: TOKEN,
  fetchedAt: new HandClock().now(),
  expiresAt: new Date('2026-11-23T04:00:00Z'),
};

let wechat: FakeWechat;
let other: FakeWechat;
const dispatchers: Agent[] = [];
beforeEach(async () => {
  wechat = new FakeWechat();
  other = new FakeWechat();
  await Promise.all([wechat.start(), other.start()]);
  for (const fake of [wechat, other]) fake.on(SEND, { errcode: 0, errmsg: 'ok' });
});
afterEach(async () => {
  await Promise.all(dispatchers.splice(0).map((dispatcher) => dispatcher.destroy()));
  await Promise.all([wechat.stop(), other.stop()].map((stop) => stop.catch(() => undefined)));
});

function agent(options: Agent.Options = {}): Agent {
  const made = new Agent({ headersTimeout: 200, bodyTimeout: 200, ...options });
  dispatchers.push(made);
  return made;
}

function anApi(dispatcher: Agent, fallbackBase: string = other.base): WechatApi {
  const tokens = new MemoryTokenStore();
  tokens.token = token;
  return aWechatApi(wechat, { dispatcher, fallbackBase, tokens });
}

describe('the stand-in host', () => {
  it('is used where the first does not listen', async () => {
    const api = anApi(agent());
    await wechat.stop();
    await sendCustomMessage(api, message);
    expect(other.countOf(SEND)).toBe(1);
    expect(other.seen[0]!.query.get('access_token')).toBe(TOKEN);
  });

  it.each([
    ['no such name', Object.assign(new Error('getaddrinfo ENOTFOUND'), { code: 'ENOTFOUND' })],
    ['no connection in time', new errors.ConnectTimeoutError('timeout')],
  ])('is used where there is %s', async (_name, error) => {
    const port = new URL(wechat.base).port;
    const plain = agent();
    const api = anApi(plain);
    const failing = agent({ connect: (_options, callback) => callback(error, null) });
    const routed = plain.compose((dispatch) => (options, handler) => {
      const toFirst = String(options.origin).endsWith(`:${port}`);
      return toFirst ? failing.dispatch(options, handler) : dispatch(options, handler);
    });
    const both = aWechatApi(wechat, {
      dispatcher: routed,
      fallbackBase: other.base,
      tokens: Object.assign(new MemoryTokenStore(), { token }),
    });
    await sendCustomMessage(both, message);
    expect([wechat.countOf(SEND), other.countOf(SEND)]).toEqual([0, 1]);
    await api.close();
  });

  it.each<[string, (fake: FakeWechat) => void]>([
    ['cuts', (fake) => fake.on(SEND, (_seen, response) => response.destroy())],
    ['is silent', (fake) => fake.on(SEND, () => undefined)],
    ['answers 502', (fake) => fake.on(SEND, (_seen, r) => r.writeHead(502).end('<html>'))],
    ['refuses', (fake) => fake.on(SEND, { errcode: -1, errmsg: 'system error' })],
  ])('is not used where the first %s: nothing goes out twice', async (_name, prepare) => {
    prepare(wechat);
    await failureOf(sendCustomMessage(anApi(agent()), message));
    expect([wechat.countOf(SEND), other.countOf(SEND)]).toEqual([1, 0]);
  });

  it('failing too leaves the certainty that nothing was sent', async () => {
    const api = anApi(agent());
    await Promise.all([wechat.stop(), other.stop()]);
    expect(await failureOf(sendCustomMessage(api, message))).toMatchObject({
      mayHaveArrived: false,
      reason: 'ECONNREFUSED',
    });
  });

  it('cutting leaves the doubt', async () => {
    const api = anApi(agent());
    await wechat.stop();
    other.on(SEND, (_seen, response) => response.destroy());
    expect(await failureOf(sendCustomMessage(api, message))).toMatchObject({
      mayHaveArrived: true,
    });
  });
});

describe('connections', () => {
  it('are kept for the next call and at most eight for an account', async () => {
    const api = anApi(createOwn());
    for (let call = 0; call < 20; call++) await sendCustomMessage(api, message);
    expect(wechat.connections.ever).toBeLessThanOrEqual(2);
    const held: (() => void)[] = [];
    wechat.on('/cgi-bin/user/info', (seen, response) => {
      const answer = JSON.stringify({ subscribe: 1, openid: seen.query.get('openid') });
      held.push(() => response.end(answer));
      if (held.length === 8) held.splice(0).forEach((release) => release());
    });
    const openids = Array.from({ length: 48 }, (_, index) => `o${index}`);
    const infos = await Promise.all(openids.map((openid) => getUserInfo(api, openid)));
    expect(infos.map((info) => info.openid)).toEqual(openids);
    expect(wechat.connections.most).toBe(8);
  });

  it('that one account waits for are not sent on when its caller gives up', async () => {
    const api = anApi(agent({ connections: 1, headersTimeout: 2000 }));
    let first: Promise<void> | undefined;
    const release = await new Promise<() => void>((resolve) => {
      wechat.on(SEND, (_seen, response) => resolve(() => response.end('{"errcode":0}')));
      first = sendCustomMessage(api, message);
    });
    const giveUp = new AbortController();
    const second = sendCustomMessage(api, message, { signal: giveUp.signal });
    const failure = failureOf(second);
    setImmediate(() => giveUp.abort());
    expect(await failure).toMatchObject({ mayHaveArrived: false, reason: 'AbortError' });
    release();
    await first;
    wechat.on(SEND, { errcode: 0, errmsg: 'ok' });
    await sendCustomMessage(api, message);
    expect([wechat.countOf(SEND), other.countOf(SEND)]).toEqual([2, 0]);
  });
});

function createOwn(): Agent {
  const own = createWechatDispatcher();
  dispatchers.push(own);
  return own;
}
