import type { WechatApi } from '../../../src/wechat/api/wechat-api';
import { aDispatcher, aWechatApi, FakeWechat, TOKEN } from './fake-wechat';

/** One call as its official page describes it. */
export type CallRow = [
  /** Method, path and the query beside the token. */
  sent: string,
  /** The JSON sent; null: none. */
  body: unknown,
  answer: object,
  call: (api: WechatApi) => Promise<unknown>,
  result: unknown,
];

export const done = { errcode: 0, errmsg: 'ok' };

/** Makes each call and compares what was sent and what came back. */
export function describeCalls(rows: readonly CallRow[]): void {
  const dispatcher = aDispatcher();
  const wechat = new FakeWechat();
  beforeAll(async () => {
    await wechat.start();
    wechat.giveTokens({ valid: TOKEN });
  });
  afterAll(async () => {
    await dispatcher.destroy();
    await wechat.stop();
  });

  it.each(rows)('%s', async (sent, body, answer, call, result) => {
    const [method, address] = sent.split(' ') as [string, string];
    const expected = new URL(address, 'http://fake');
    wechat.on(expected.pathname, answer);
    expect(await call(aWechatApi(wechat, { dispatcher }))).toEqual(result);
    const seen = wechat.seen.at(-1)!;
    expect([seen.method, seen.path]).toEqual([method, expected.pathname]);
    expect(seen.body === '' ? null : JSON.parse(seen.body)).toEqual(body);
    expect(seen.query.get('access_token')).toBe(TOKEN);
    seen.query.delete('access_token');
    expect(Object.fromEntries(seen.query)).toEqual(Object.fromEntries(expected.searchParams));
  });
}
