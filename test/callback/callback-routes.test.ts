import Koa from 'koa';
import { request } from 'undici';
import {
  createCallbackRoutes,
  respondToError,
  type CallbackReport,
} from '../../src/callback/callback-routes';
import type { Database } from '../../src/database/database';
import { startHttpServer, type RunningServer } from '../../src/platform/http-server';
import { createLogger } from '../../src/platform/logger';
import { createBlindIndex } from '../../src/privacy/blind-index';
import type { AccountCredentials } from '../../src/wechat/account-credentials';
import { decryptMessage, encryptMessage, parseAesKey } from '../../src/wechat/message-crypto';
import { signatureOf } from '../../src/wechat/signature';
import { aMessageId, anAnswer } from '../support/builders';
import { createCallback } from '../support/callback';
import { fixedClock } from '../support/clock';
import { createTestDatabase } from '../support/database';

const clock = fixedClock();
const key = parseAesKey('abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG');
const safe: AccountCredentials = {
  appId: 'wx01',
  token: 'tokentoken',
  aesKeys: [key],
  originalId: 'gh_safe',
};
const plain: AccountCredentials = {
  appId: 'wx02',
  token: 'tokentoken2',
  aesKeys: [],
  originalId: null,
};

let database: Database;
let drop: () => Promise<void>;
let server: RunningServer;
let base: string;
let reports: CallbackReport[] = [];
let written: string[] = [];

beforeAll(async () => {
  ({ database, drop } = await createTestDatabase());
  const { handler } = createCallback({
    database,
    clock,
    route: (message) =>
      message.inbound.kind === 'text'
        ? anAnswer(`答:${message.inbound.content}`)
        : {
            kind: 'answered',
            reply: { kind: 'none' },
            effects: {},
            explanation: { responder: 'event' },
          },
  });
  const routes = createCallbackRoutes({
    accounts: new Map([
      ['renshe', safe],
      ['yibao', plain],
    ]),
    handler,
    clock,
    logger: createLogger('silent'),
    windowMs: 600_000,
    digest: createBlindIndex('a secret key of the tests, long enough'),
    onAnswersWritten: (_account, messageId) => written.push(messageId),
    onReport: (report) => reports.push(report),
  });
  const app = new Koa();
  app.use(async (ctx, next) => {
    ctx.state = { requestId: 'r1' };
    try {
      await next();
    } catch (error) {
      respondToError(ctx, error);
    }
  });
  app.use(routes.routes());
  server = await startHttpServer(app.callback(), { host: '127.0.0.1', port: 0 });
  base = `http://127.0.0.1:${server.port}`;
});
afterAll(async () => {
  await server.close();
  await drop();
});
beforeEach(() => {
  reports = [];
  written = [];
});

const timestamp = String(Math.floor(clock.now().getTime() / 1000));
const nonce = '1320562132';

function textXml(content: string, msgId = aMessageId(), to = 'gh_safe'): string {
  return `<xml><ToUserName><![CDATA[${to}]]></ToUserName><FromUserName><![CDATA[oRoutes00000000000000000001]]></FromUserName><CreateTime>${timestamp}</CreateTime><MsgType><![CDATA[text]]></MsgType><Content><![CDATA[${content}]]></Content><MsgId>${msgId}</MsgId></xml>`;
}

async function post(account: string, body: string, query: Record<string, string>) {
  const response = await request(
    `${base}/wechat/${account}?${new URLSearchParams(query).toString()}`,
    {
      method: 'POST',
      body,
    },
  );
  return { status: response.statusCode, text: await response.body.text() };
}

function postSafe(xml: string, overrides: Record<string, string> = {}) {
  const encrypted = encryptMessage(xml, safe.appId, key);
  const query = {
    timestamp,
    nonce,
    encrypt_type: 'aes',
    signature: signatureOf(safe.token, timestamp, nonce),
    msg_signature: signatureOf(safe.token, timestamp, nonce, encrypted),
    ...overrides,
  };
  return post(
    'renshe',
    `<xml><ToUserName><![CDATA[gh_safe]]></ToUserName><Encrypt><![CDATA[${encrypted}]]></Encrypt></xml>`,
    query,
  );
}

function openReply(text: string): string {
  const encrypted = /<Encrypt><!\[CDATA\[(.+?)\]\]>/.exec(text)![1]!;
  return decryptMessage(encrypted, safe.appId, [key]).xml;
}

describe('GET /wechat/:account', () => {
  const signed = {
    timestamp,
    nonce,
    signature: signatureOf(safe.token, timestamp, nonce),
    echostr: '43751209',
  };

  it('gives echostr back as plain text once the signature is right', async () => {
    const response = await request(
      `${base}/wechat/renshe?${new URLSearchParams(signed).toString()}`,
    );
    expect(response.statusCode).toBe(200);
    expect(response.headers['content-type']).toMatch(/^text\/plain/);
    expect(await response.body.text()).toBe('43751209');
  });

  it('gives nothing back when it is wrong, and keeps the reason to itself', async () => {
    const wrong = { ...signed, signature: '0'.repeat(40), echostr: '<script>' };
    const response = await request(
      `${base}/wechat/renshe?${new URLSearchParams(wrong).toString()}`,
    );
    expect(response.statusCode).toBe(401);
    expect(await response.body.text()).toBe('');
    expect(reports).toMatchObject([{ outcome: 'refused', reason: expect.any(String) as string }]);
  });
});

describe('POST /wechat/:account', () => {
  it('answers an encrypted push with an encrypted reply', async () => {
    const { status, text } = await postSafe(textXml('你好'));
    expect(status).toBe(200);
    expect(openReply(text)).toContain('答:你好');
    expect(reports).toMatchObject([
      { requestId: 'r1', account: 'renshe', kind: 'text', outcome: 'answered' },
    ]);
  });

  it('answers a retry with the same plaintext, enciphered anew', async () => {
    const xml = textXml('再问');
    const first = await postSafe(xml);
    const second = await postSafe(xml);
    expect(second.text).not.toBe(first.text);
    expect(openReply(second.text)).toBe(openReply(first.text));
    expect(reports.map(({ outcome }) => outcome)).toEqual(['answered', 'repeated']);
  });

  it('answers success where there is nothing to say', async () => {
    const event = `<xml><ToUserName>gh_safe</ToUserName><FromUserName>oRoutes1</FromUserName><CreateTime>${timestamp}</CreateTime><MsgType>event</MsgType><Event>debug_demo</Event><debug_str>x</debug_str></xml>`;
    expect(await postSafe(event)).toEqual({ status: 200, text: 'success' });
  });

  it('serves a plain account in plain', async () => {
    const query = { timestamp, nonce, signature: signatureOf(plain.token, timestamp, nonce) };
    const { status, text } = await post('yibao', textXml('明文', aMessageId(), 'gh_any'), query);
    expect(status).toBe(200);
    expect(text).toContain('<![CDATA[答:明文]]>');
  });

  const encrypted = encryptMessage(textXml('x'), safe.appId, key);
  const envelope = `<xml><Encrypt><![CDATA[${encrypted}]]></Encrypt></xml>`;
  const good = {
    timestamp,
    nonce,
    encrypt_type: 'aes',
    signature: signatureOf(safe.token, timestamp, nonce),
    msg_signature: signatureOf(safe.token, timestamp, nonce, encrypted),
  };
  const old = String(Number(timestamp) - 601);
  it.each([
    ['an unknown account', 404, 'minzheng', envelope, good],
    [
      'a plain body for a safe account',
      401,
      'renshe',
      textXml('x'),
      { timestamp, nonce, signature: good.signature },
    ],
    ['a wrong msg_signature', 401, 'renshe', envelope, { ...good, msg_signature: '0'.repeat(40) }],
    [
      'a stale timestamp',
      401,
      'renshe',
      envelope,
      { ...good, timestamp: old, msg_signature: signatureOf(safe.token, old, nonce, encrypted) },
    ],
    ['no signature at all', 401, 'renshe', envelope, {}],
    ['a body of 65 KB', 413, 'renshe', 'x'.repeat(65 * 1024), good],
    [
      'something that is not XML',
      400,
      'yibao',
      'hello',
      { timestamp, nonce, signature: signatureOf(plain.token, timestamp, nonce) },
    ],
  ])('refuses %s with %i', async (_what, status, account, body, query) => {
    expect(await post(account, body, query as Record<string, string>)).toEqual({
      status,
      text: '',
    });
  });

  it('refuses a push that is addressed to another account', async () => {
    expect((await postSafe(textXml('x', aMessageId(), 'gh_other'))).status).toBe(401);
  });

  it('masks before it stores', async () => {
    const msgId = aMessageId();
    await postSafe(textXml('我电话13812345678', msgId));
    const [row] = await database.query<{ text: string; original: Buffer }>(
      `select text, original from messages where dedupe_key = $1`,
      [`m:${msgId}`],
    );
    expect(row!.text).not.toContain('13812345678');
    expect(row!.original.length).toBeGreaterThan(0);
    expect(written).toEqual([]);
  });
});
