import { WechatRefusedError } from '../../../src/wechat/api/errors';
import { getMenu } from '../../../src/wechat/api/menu';
import type { TokenStore } from '../../../src/wechat/api/token-store';
import { createWechatApi, type WechatApi } from '../../../src/wechat/api/wechat-api';
import type { TokenAlarm } from '../../../src/wechat/api/token-alarms';
import { aDispatcher, aLogger, FakeWechat, HandClock, MemoryTokenStore } from './fake-wechat';

const MINUTE_MS = 60_000;
const TOKEN_PATH = '/cgi-bin/stable_token';

let wechat: FakeWechat;
let clock: HandClock;
/** The token that the platform gives and takes; another one is dead. */
let platform: { valid: string; gives: string; expiresInSeconds: number };
const dispatcher = aDispatcher();

beforeEach(async () => {
  clock = new HandClock();
  platform = { valid: 'T1', gives: 'T1', expiresInSeconds: 7200 };
  wechat = new FakeWechat();
  await wechat.start();
  wechat.on(TOKEN_PATH, (_seen, response) =>
    response.end(
      JSON.stringify({ access_token: platform.gives, expires_in: platform.expiresInSeconds }),
    ),
  );
  wechat.on('/cgi-bin/menu/get', (seen, response) =>
    response.end(
      JSON.stringify(
        seen.query.get('access_token') === platform.valid
          ? { menu: { button: [] } }
          : { errcode: 40001, errmsg: 'access_token is invalid or not latest rid: 1-2-3' },
      ),
    ),
  );
});
afterEach(() => wechat.stop());
afterAll(() => dispatcher.destroy());

interface Process extends WechatApi {
  lines: string[];
  alarms: (TokenAlarm | { settled: string })[];
}

function aProcess(tokens: TokenStore = new MemoryTokenStore()): Process {
  const { logger, lines } = aLogger();
  const alarms: Process['alarms'] = [];
  const api = createWechatApi({
    account: 'renshe',
    apiBase: wechat.base,
    appId: 'wx0123456789abcdef',
    appSecret: 'secret',
    tokens,
    dispatcher,
    clock,
    logger,
    alarms: {
      raise: (alarm) => void alarms.push(alarm),
      settle: (account) => void alarms.push({ settled: account }),
    },
  });
  return Object.assign(api, { lines, alarms });
}

function renew(token: string): void {
  platform.valid = token;
  platform.gives = token;
}

it('asks once for fifty calls at the start', async () => {
  const api = aProcess();
  await Promise.all(Array.from({ length: 50 }, () => getMenu(api)));
  expect(wechat.countOf(TOKEN_PATH)).toBe(1);
});

it('asks once for fifty calls with a dead token, and all succeed', async () => {
  const api = aProcess();
  await getMenu(api);
  renew('T2');
  await Promise.all(Array.from({ length: 50 }, () => getMenu(api)));
  expect(wechat.countOf(TOKEN_PATH)).toBe(2);
});

it.each([40001, 40014, 42001])('takes %i as a dead token', async (errcode) => {
  const api = aProcess();
  await getMenu(api);
  let first = true;
  wechat.on('/cgi-bin/menu/get', (_seen, response) => {
    response.end(JSON.stringify(first ? { errcode } : { menu: { button: [] } }));
    first = false;
  });
  renew('T2');
  await expect(getMenu(api)).resolves.toEqual({ button: [] });
});

it('asks at most twice for two processes with a dead token', async () => {
  const store = new MemoryTokenStore();
  const processes = [aProcess(store), aProcess(store)];
  await getMenu(processes[0]!);
  await getMenu(processes[1]!);
  expect(wechat.countOf(TOKEN_PATH)).toBe(1);
  renew('T2');
  await Promise.all(Array.from({ length: 50 }, (_, index) => getMenu(processes[index % 2]!)));
  expect(wechat.countOf(TOKEN_PATH)).toBeLessThanOrEqual(3);
  expect(store.token!.value).toBe('T2');
  expect(store.saves).toBe(2);
});

it("takes the other process's newer token without asking", async () => {
  const store = new MemoryTokenStore();
  const [first, second] = [aProcess(store), aProcess(store)];
  await getMenu(first);
  await getMenu(second);
  renew('T2');
  await getMenu(first);
  await getMenu(second);
  expect(wechat.countOf(TOKEN_PATH)).toBe(2);
});

it('does not retry a second time', async () => {
  const api = aProcess();
  await getMenu(api);
  platform = { valid: 'none', gives: 'T2', expiresInSeconds: 7200 };
  await expect(getMenu(api)).rejects.toMatchObject({ code: 40001 });
  expect(wechat.countOf('/cgi-bin/menu/get')).toBe(3);
  expect(wechat.countOf(TOKEN_PATH)).toBe(2);
});

it('stops and raises one alarm when WeChat gives the dead token again', async () => {
  const api = aProcess();
  await getMenu(api);
  platform.valid = 'another';
  for (let call = 0; call < 20; call++) {
    await expect(getMenu(api)).rejects.toMatchObject({ code: 40001, class: 'P' });
  }
  expect(wechat.countOf(TOKEN_PATH)).toBe(2);
  expect(wechat.countOf('/cgi-bin/menu/get')).toBe(2);
  expect(api.lines).toHaveLength(1);
  renew('T2');
  clock.advance(10 * MINUTE_MS);
  await expect(getMenu(api)).resolves.toEqual({ button: [] });
});

describe('early', () => {
  it('keeps the token until five minutes before its end, then asks once', async () => {
    const api = aProcess();
    await getMenu(api);
    clock.advance((7200 - 300) * 1000 - 1);
    await getMenu(api);
    expect(wechat.countOf(TOKEN_PATH)).toBe(1);
    clock.advance(1);
    renew('T2');
    await getMenu(api);
    expect(wechat.countOf(TOKEN_PATH)).toBe(2);
  });

  it('asks once a minute while WeChat still gives the ending one', async () => {
    platform.expiresInSeconds = 200;
    const api = aProcess();
    for (let call = 0; call < 5; call++) await getMenu(api);
    expect(wechat.countOf(TOKEN_PATH)).toBe(1);
    clock.advance(MINUTE_MS);
    platform.expiresInSeconds = 140;
    for (let call = 0; call < 5; call++) await getMenu(api);
    expect(wechat.countOf(TOKEN_PATH)).toBe(2);
  });

  it('goes on with the old one while the token call fails, and asks again after a minute', async () => {
    const api = aProcess();
    await getMenu(api);
    clock.advance((7200 - 200) * 1000);
    wechat.on(TOKEN_PATH, (_seen, response) => response.writeHead(503).end());
    for (let call = 0; call < 5; call++) await getMenu(api);
    expect(wechat.countOf(TOKEN_PATH)).toBe(2);
    clock.advance(MINUTE_MS);
    await getMenu(api);
    expect(wechat.countOf(TOKEN_PATH)).toBe(3);
    clock.advance(3 * MINUTE_MS);
    await expect(getMenu(api)).rejects.toMatchObject({ mayHaveArrived: false });
  });
});

describe('a refused token call', () => {
  const refusals: [code: number, pauseMs: number][] = [
    [40001, 10 * MINUTE_MS],
    [40125, 10 * MINUTE_MS],
    [40013, 10 * MINUTE_MS],
    [40243, 10 * MINUTE_MS],
    [45009, 10 * MINUTE_MS],
    [40164, MINUTE_MS],
    [45011, MINUTE_MS],
    [50004, MINUTE_MS],
  ];
  it.each(refusals)(
    '%i: one call and one alarm until %i ms have passed',
    async (errcode, pauseMs) => {
      wechat.on(TOKEN_PATH, { errcode, errmsg: 'refused' });
      const api = aProcess();
      await Promise.allSettled(Array.from({ length: 50 }, () => getMenu(api)));
      clock.advance(pauseMs - 1);
      await expect(getMenu(api)).rejects.toBeInstanceOf(WechatRefusedError);
      expect(wechat.countOf(TOKEN_PATH)).toBe(1);
      expect(api.lines).toHaveLength(1);
      clock.advance(1);
      await expect(getMenu(api)).rejects.toMatchObject({ code: errcode });
      expect(wechat.countOf(TOKEN_PATH)).toBe(2);
      expect(wechat.countOf('/cgi-bin/menu/get')).toBe(0);
    },
  );

  it('calls a wrong secret (40001) a matter for the operator', async () => {
    wechat.on(TOKEN_PATH, { errcode: 40001, errmsg: 'invalid appsecret' });
    await expect(getMenu(aProcess())).rejects.toMatchObject({
      class: 'P',
      forOperator: 'AppSecret 不对或已被重置，请核对环境变量里的 APP_SECRET。',
    });
  });

  it('asks again at once after -1', async () => {
    wechat.on(TOKEN_PATH, { errcode: -1, errmsg: 'system error' });
    const api = aProcess();
    await expect(getMenu(api)).rejects.toMatchObject({ class: 'R' });
    renew('T1');
    wechat.on(TOKEN_PATH, { access_token: 'T1', expires_in: 7200 });
    await expect(getMenu(api)).resolves.toEqual({ button: [] });
  });
});

describe('alarms', () => {
  const HOUR_MS = 60 * MINUTE_MS;

  it('a wrong secret costs a bounded number of calls and one alarm, however long it lasts', async () => {
    wechat.on(TOKEN_PATH, { errcode: 40125, errmsg: 'invalid appsecret rid: 1-2-3' });
    const api = aProcess();
    for (let minute = 0; minute < 24 * 60; minute++) {
      await Promise.allSettled([getMenu(api), getMenu(api)]);
      clock.advance(MINUTE_MS);
    }
    expect(wechat.countOf(TOKEN_PATH)).toBeLessThanOrEqual(12);
    expect(wechat.countOf('/cgi-bin/menu/get')).toBe(0);
    expect(api.alarms).toEqual([
      {
        account: 'renshe',
        code: 40125,
        sentence: 'AppSecret 不对，请核对环境变量里的 APP_SECRET。',
        addressToAllow: null,
        rid: '1-2-3',
        raisedAt: new Date('2026-11-23T02:00:00Z'),
      },
    ]);
    expect(api.lines).toHaveLength(1);
  });

  it('names the address to allow, and settles when the token is there', async () => {
    wechat.on(TOKEN_PATH, { errcode: 40164, errmsg: 'invalid ip 203.0.113.7, not in whitelist' });
    const api = aProcess();
    await expect(getMenu(api)).rejects.toMatchObject({ code: 40164 });
    clock.advance(MINUTE_MS);
    await expect(getMenu(api)).rejects.toMatchObject({ code: 40164 });
    expect(api.alarms).toHaveLength(1);
    expect(api.alarms[0]).toMatchObject({ code: 40164, addressToAllow: '203.0.113.7' });
    wechat.on(TOKEN_PATH, { access_token: 'T1', expires_in: 7200 });
    clock.advance(MINUTE_MS);
    await getMenu(api);
    await getMenu(api);
    expect(api.alarms.slice(1)).toEqual([{ settled: 'renshe' }]);
  });

  it('tells another reason as well, and the first again after it was settled', async () => {
    const api = aProcess();
    const refuse = async (errcode: number): Promise<void> => {
      wechat.on(TOKEN_PATH, { errcode, errmsg: 'refused' });
      clock.advance(4 * HOUR_MS);
      await expect(getMenu(api)).rejects.toMatchObject({ code: errcode });
    };
    await refuse(40243);
    await refuse(40164);
    await refuse(40243);
    expect(api.alarms.map((alarm) => 'code' in alarm && alarm.code)).toEqual([40243, 40164]);
    wechat.on(TOKEN_PATH, { access_token: 'T1', expires_in: 7200 });
    clock.advance(4 * HOUR_MS);
    await getMenu(api);
    await refuse(40243);
    expect(api.alarms.slice(2)).toMatchObject([{ settled: 'renshe' }, { code: 40243 }]);
  });

  it.each([-1, 45011])('are not raised for %i, which passes by itself', async (errcode) => {
    wechat.on(TOKEN_PATH, { errcode, errmsg: 'busy' });
    const api = aProcess();
    await expect(getMenu(api)).rejects.toMatchObject({ class: 'R' });
    expect(api.alarms).toEqual([]);
  });

  it('of a process that was stopped to be put right are settled by the next one, once', async () => {
    const api = aProcess();
    await getMenu(api);
    renew('T2');
    await getMenu(api);
    expect(api.alarms).toEqual([{ settled: 'renshe' }]);
  });

  it('are not settled by a token that was still there', async () => {
    const store = new MemoryTokenStore();
    await getMenu(aProcess(store));
    const next = aProcess(store);
    await getMenu(next);
    expect(next.alarms).toEqual([]);
  });

  it('that cannot be written down do not spoil the call', async () => {
    const { logger, lines } = aLogger();
    const api = createWechatApi({
      account: 'renshe',
      apiBase: wechat.base,
      appId: 'wx0123456789abcdef',
      appSecret: 'secret',
      tokens: new MemoryTokenStore(),
      dispatcher,
      clock,
      logger,
      alarms: { raise: () => Promise.reject(new Error('no database')), settle: () => undefined },
    });
    wechat.on(TOKEN_PATH, { errcode: 40125, errmsg: 'invalid appsecret' });
    await expect(getMenu(api)).rejects.toMatchObject({ code: 40125 });
    expect(lines).toHaveLength(2);
  });
});

it('knows that nothing was sent where the store does not answer', async () => {
  const broken: TokenStore = {
    find: () => Promise.reject(new Error('no database')),
    save: () => Promise.reject(new Error('no database')),
  };
  await expect(getMenu(aProcess(broken))).rejects.toMatchObject({
    name: 'WechatUnreachableError',
    mayHaveArrived: false,
    reason: 'token store',
  });
  expect(wechat.seen).toEqual([]);
});
