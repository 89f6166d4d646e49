import { createJsapiSigner, signJsapi } from '../../../src/wechat/api/jsapi-ticket';
import {
  aDispatcher,
  aLogger,
  APP_ID,
  aWechatApi,
  FakeWechat,
  HandClock,
  MemoryTokenStore,
  TOKEN,
} from './fake-wechat';

const TICKET = '/cgi-bin/ticket/getticket';

it("signs the official page's example as it does", () => {
  expect(
    signJsapi({
      ticket:
        'sM4AOVdWfPE4DxkXGEs8VMCPGGVi4C3VM0P37wVUCFvkVAy_90u5h9nbSlYy3-Sl-HhTdfl2fzFy1AOcHKP7qg',
      nonceStr: 'Wm3WZYTPz0wzccnW',
      timestamp: 1414587457,
      url: 'http://mp.weixin.qq.com?params=value#shown-only',
    }),
  ).toBe('0f9de62fce790f9a083d5c99e95740ceb90c27ed');
});

describe('the ticket', () => {
  const dispatcher = aDispatcher();
  const clock = new HandClock();
  let wechat: FakeWechat;
  beforeEach(async () => {
    wechat = new FakeWechat();
    await wechat.start();
    wechat.giveTokens({ valid: TOKEN });
    wechat.on(TICKET, { errcode: 0, errmsg: 'ok', ticket: 'TICKET-1', expires_in: 7200 });
  });
  afterEach(() => wechat.stop());
  afterAll(() => dispatcher.destroy());

  it('is asked for once by many pages and two processes, and again before it ends', async () => {
    const store = new MemoryTokenStore();
    const { logger } = aLogger();
    const processes = [1, 2].map(() =>
      createJsapiSigner(aWechatApi(wechat, { dispatcher, clock }), { store, clock, logger }),
    );
    const url = 'https://zj.example.cn/p?a=1';
    const configs = [];
    for (const signer of processes) {
      configs.push(...(await Promise.all(Array.from({ length: 20 }, () => signer.sign(url)))));
    }
    expect(wechat.countOf(TICKET)).toBe(1);
    expect(new Set(configs.map((config) => config.nonceStr)).size).toBe(40);
    for (const { appId, timestamp, nonceStr, signature } of configs) {
      expect([appId, timestamp]).toEqual([APP_ID, clock.now().getTime() / 1000]);
      expect(signature).toBe(signJsapi({ ticket: 'TICKET-1', nonceStr, timestamp, url }));
    }
    clock.advance((7200 - 300) * 1000);
    await processes[0]!.sign(url);
    expect(wechat.countOf(TICKET)).toBe(2);
  });
});
