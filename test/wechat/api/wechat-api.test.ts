import { inspect } from 'node:util';
import { WechatRefusedError, WechatUnreachableError } from '../../../src/wechat/api/errors';
import {
  createCustomMenu,
  deleteMenu,
  getCurrentSelfmenuInfo,
  getMenu,
} from '../../../src/wechat/api/menu';
import type { Menu } from '../../../src/wechat/api/menu-types';
import { createWechatApi, type WechatApi } from '../../../src/wechat/api/wechat-api';
import { aDispatcher, aLogger, FakeWechat, HandClock, MemoryTokenStore } from './fake-wechat';

const SECRET = 'secret-0123456789abcdef';
const TOKEN = 'token-0123456789abcdef';
const menu: Menu = { button: [{ name: '办事指南🙂', type: 'click', key: 'items:renshe:top' }] };

let wechat: FakeWechat;
let dispatcher = aDispatcher();
beforeEach(async () => {
  wechat = new FakeWechat();
  await wechat.start();
  wechat.giveTokens({ valid: TOKEN });
  dispatcher = aDispatcher(300);
});
afterEach(async () => {
  await dispatcher.destroy();
  await wechat.stop();
});

function anApi(
  apiBase = wechat.base,
  logger = aLogger().logger,
  tokens = new MemoryTokenStore(),
): WechatApi {
  return createWechatApi({
    account: 'renshe',
    apiBase,
    appId: 'wx0123456789abcdef',
    appSecret: SECRET,
    tokens,
    dispatcher,
    clock: new HandClock(),
    logger,
  });
}

async function failureOf(work: Promise<unknown>): Promise<unknown> {
  return work.then(
    () => {
      throw new Error('should have failed');
    },
    (error: unknown) => error,
  );
}

describe('what is sent', () => {
  it('asks for the stable token as the official page says and never by force', async () => {
    wechat.on('/cgi-bin/menu/get', { errcode: 46003, errmsg: 'menu no exist' });
    await getMenu(anApi());
    const [asked] = wechat.seen;
    expect(asked).toMatchObject({ method: 'POST', path: '/cgi-bin/stable_token' });
    expect(JSON.parse(asked!.body)).toEqual({
      grant_type: 'client_credential',
      appid: 'wx0123456789abcdef',
      secret: SECRET,
      force_refresh: false,
    });
    expect(wechat.seen[1]).toMatchObject({ method: 'GET', path: '/cgi-bin/menu/get' });
    expect(wechat.seen[1]!.query.get('access_token')).toBe(TOKEN);
  });

  it('sends Chinese as raw UTF-8', async () => {
    wechat.on('/cgi-bin/menu/create', { errcode: 0, errmsg: 'ok' });
    await createCustomMenu(anApi(), menu);
    const sent = wechat.seen.at(-1)!;
    expect(sent).toMatchObject({ method: 'POST', path: '/cgi-bin/menu/create' });
    expect(sent.contentType).toBe('application/json; charset=utf-8');
    expect(sent.body).toBe(
      '{"button":[{"name":"办事指南🙂","type":"click","key":"items:renshe:top"}]}',
    );
  });

  it('deletes with GET', async () => {
    wechat.on('/cgi-bin/menu/delete', { errcode: 0, errmsg: 'ok' });
    await deleteMenu(anApi());
    expect(wechat.seen.at(-1)).toMatchObject({ method: 'GET', path: '/cgi-bin/menu/delete' });
  });
});

describe('what is read', () => {
  it('takes a body without errcode as success, whatever its content type', async () => {
    wechat.on('/cgi-bin/menu/get', (_seen, response) => {
      response.setHeader('content-type', 'text/plain');
      response.end(
        '{"menu":{"button":[{"type":"click","name":"办事","key":"k","sub_button":[]}],"menuid":208396938123456789}}',
      );
    });
    expect(await getMenu(anApi())).toEqual({
      button: [{ type: 'click', name: '办事', key: 'k', sub_button: [] }],
      menuid: '208396938123456789',
    });
  });

  it('keeps a number-like text and a long number within a text as they are', async () => {
    wechat.on('/cgi-bin/menu/get', (_seen, response) =>
      response.end(
        '{"menu":{"button":[{"name":"a \\" 12345678901234567890","key":"12345678901234567890"}]}}',
      ),
    );
    expect((await getMenu(anApi()))!.button).toEqual([
      { name: 'a " 12345678901234567890', key: '12345678901234567890' },
    ]);
  });

  it('reads no menu (46003) as null', async () => {
    wechat.on('/cgi-bin/menu/get', { errcode: 46003, errmsg: 'menu no exist' });
    expect(await getMenu(anApi())).toBeNull();
  });

  it('reads the menu in force, with the lists that only this call has', async () => {
    wechat.on('/cgi-bin/get_current_selfmenu_info', {
      is_menu_open: 1,
      selfmenu_info: {
        button: [
          { name: '新闻', sub_button: { list: [{ name: '头条', type: 'text', value: '好' }] } },
        ],
      },
    });
    expect(await getCurrentSelfmenuInfo(anApi())).toEqual({
      open: true,
      buttons: [
        { name: '新闻', sub_button: { list: [{ name: '头条', type: 'text', value: '好' }] } },
      ],
    });
  });
});

describe('refused', () => {
  it('is an error on HTTP 200 with errcode, with code, rid, class and both sentences', async () => {
    wechat.on('/cgi-bin/menu/create', {
      errcode: 40018,
      errmsg: 'invalid button name size rid: 6131a7f2-3f1ba2f2-5b2a0000',
    });
    const error = await failureOf(createCustomMenu(anApi(), menu));
    expect(error).toBeInstanceOf(WechatRefusedError);
    expect(error).toMatchObject({
      code: 40018,
      class: 'B',
      rid: '6131a7f2-3f1ba2f2-5b2a0000',
      endpoint: '/cgi-bin/menu/create',
      forOperator: '一级菜单按钮的名称为空或超过 16 字节。',
    });
    expect((error as Error).message).toContain('40018');
  });

  it('reads a code that came with a 4xx status too', async () => {
    wechat.on('/cgi-bin/menu/create', (_seen, response) => {
      response.writeHead(412).end('{"errcode":48001,"errmsg":"api unauthorized"}');
    });
    expect(await failureOf(createCustomMenu(anApi(), menu))).toMatchObject({
      code: 48001,
      class: 'P',
    });
  });

  it.each([
    ['invalid ip 203.0.113.7 ipv6 ::ffff:203.0.113.7, not in whitelist rid: 1-2', '203.0.113.7'],
    ['invalid ipv6 2001:db8::7, not in whitelist', '2001:db8::7'],
  ])('shows the address to allow: %s', async (errmsg, address) => {
    wechat.on('/cgi-bin/stable_token', { errcode: 40164, errmsg });
    const error = await failureOf(createCustomMenu(anApi(), menu));
    expect(error).toMatchObject({ code: 40164, class: 'P', endpoint: '/cgi-bin/stable_token' });
    expect((error as WechatRefusedError).forOperator).toContain(address);
    expect(wechat.countOf('/cgi-bin/menu/create')).toBe(0);
  });
});

describe('unreachable', () => {
  const cases: [string, (api: FakeWechat) => void, string][] = [
    [
      'a 502 page',
      (fake) => fake.on('/cgi-bin/menu/create', (_s, r) => r.writeHead(502).end('<html>')),
      'HTTP 502',
    ],
    [
      'a 500 with JSON',
      (fake) => fake.on('/cgi-bin/menu/create', (_s, r) => r.writeHead(500).end('{"errcode":0}')),
      'HTTP 500',
    ],
    [
      'no JSON',
      (fake) => fake.on('/cgi-bin/menu/create', (_s, r) => r.end('<html>ok</html>')),
      'HTTP 200',
    ],
    ['an empty body', (fake) => fake.on('/cgi-bin/menu/create', (_s, r) => r.end('')), 'HTTP 200'],
    [
      'a redirect',
      (fake) =>
        fake.on('/cgi-bin/menu/create', (_s, r) => r.writeHead(302, { location: '/x' }).end('{}')),
      'HTTP 302',
    ],
    [
      'a cut connection',
      (fake) => fake.on('/cgi-bin/menu/create', (_s, r) => r.destroy()),
      'UND_ERR_SOCKET',
    ],
    [
      'a cut in the body',
      (fake) =>
        fake.on('/cgi-bin/menu/create', (_s, r) => {
          r.writeHead(200, { 'content-length': '50' });
          r.write('{"errcode"');
          r.destroy();
        }),
      'UND_ERR_SOCKET',
    ],
    [
      'silence',
      (fake) => fake.on('/cgi-bin/menu/create', () => undefined),
      'UND_ERR_HEADERS_TIMEOUT',
    ],
  ];
  it.each(cases)('is unsure after %s', async (_name, prepare, reason) => {
    prepare(wechat);
    const error = await failureOf(createCustomMenu(anApi(), menu));
    expect(error).toBeInstanceOf(WechatUnreachableError);
    expect(error).toMatchObject({ mayHaveArrived: true, reason });
  });

  it('is sure that nothing left where there is no connection', async () => {
    const tokens = new MemoryTokenStore();
    tokens.token = {
      value: TOKEN,
      fetchedAt: new HandClock().now(),
      expiresAt: new Date('2026-11-23T04:00:00Z'),
    };
    const api = anApi(wechat.base, aLogger().logger, tokens);
    await wechat.stop();
    const error = await failureOf(createCustomMenu(api, menu));
    expect(error).toMatchObject({ mayHaveArrived: false, reason: 'ECONNREFUSED' });
    await wechat.start();
  });

  it('is sure that nothing left where the token could not be had', async () => {
    wechat.on('/cgi-bin/stable_token', (_seen, response) => response.destroy());
    const error = await failureOf(createCustomMenu(anApi(), menu));
    expect(error).toMatchObject({ mayHaveArrived: false, endpoint: '/cgi-bin/stable_token' });
  });

  it('is sure that nothing left where the caller gave up before', async () => {
    const error = await failureOf(createCustomMenu(anApi(), menu, { signal: AbortSignal.abort() }));
    expect(error).toMatchObject({ mayHaveArrived: false, reason: 'aborted' });
    expect(wechat.countOf('/cgi-bin/menu/create')).toBe(0);
  });

  it('is unsure where the caller gives up while WeChat is at it', async () => {
    const giveUp = new AbortController();
    wechat.on('/cgi-bin/menu/create', () => giveUp.abort());
    const error = await failureOf(createCustomMenu(anApi(), menu, { signal: giveUp.signal }));
    expect(error).toMatchObject({ mayHaveArrived: true });
  });

  it('is unsure about an answer of another shape', async () => {
    wechat.on('/cgi-bin/menu/get', { menu: { button: 'none' } });
    expect(await failureOf(getMenu(anApi()))).toMatchObject({ reason: 'unexpected answer' });
  });
});

it('lets no secret out in errors or logs', async () => {
  const { logger, lines } = aLogger();
  const errors: unknown[] = [];
  wechat.on('/cgi-bin/menu/create', { errcode: 40033, errmsg: `bad ${TOKEN} for ${SECRET}` });
  errors.push(await failureOf(createCustomMenu(anApi(wechat.base, logger), menu)));
  wechat.on('/cgi-bin/menu/create', (_seen, response) => response.destroy());
  errors.push(await failureOf(createCustomMenu(anApi(wechat.base, logger), menu)));
  wechat.on('/cgi-bin/stable_token', { errcode: 40125, errmsg: `invalid appsecret ${SECRET}` });
  errors.push(await failureOf(createCustomMenu(anApi(wechat.base, logger), menu)));
  errors.forEach((err) => logger.error({ err }, 'failed'));
  const said = inspect(errors, { depth: 8, showHidden: true }) + lines.join('\n');
  expect(said).toContain('40125');
  expect(said).not.toContain(SECRET);
  expect(said).not.toContain(TOKEN);
});
