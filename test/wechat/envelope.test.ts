import type { AccountCredentials } from '../../src/wechat/account-credentials';
import { openEnvelope, sealEnvelope, verifyEcho, type Query } from '../../src/wechat/envelope';
import { decryptMessage, encryptMessage, parseAesKey } from '../../src/wechat/message-crypto';
import { readXml } from '../../src/wechat/read-xml';
import { signatureOf } from '../../src/wechat/signature';

const NOW = new Date('2026-11-23T01:30:00Z');
const SECONDS = String(NOW.getTime() / 1000);
const WINDOW_MS = 600_000;
const CURRENT = parseAesKey('abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG');
const PREVIOUS = parseAesKey('AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA');
const XML = '<xml><Content><![CDATA[社保卡怎么办]]></Content></xml>';

const plain: AccountCredentials = {
  appId: 'wx134c8103faa5a59e',
  token: 'junshan2026',
  aesKeys: [],
  originalId: null,
};
const safe: AccountCredentials = { ...plain, aesKeys: [CURRENT, PREVIOUS] };

function signed(timestamp = SECONDS, nonce = '486452656'): Query {
  return { timestamp, nonce, signature: signatureOf(plain.token, timestamp, nonce) };
}

function enciphered(xml = XML, key = CURRENT, appId = safe.appId, timestamp = SECONDS) {
  // Fixed random bytes: with a wrong key, what comes out must not change from run to run.
  const encrypted = encryptMessage(xml, appId, key, Buffer.alloc(16, 3));
  const query: Query = {
    ...signed(timestamp),
    encrypt_type: 'aes',
    msg_signature: signatureOf(safe.token, timestamp, '486452656', encrypted),
  };
  const body = `<xml><ToUserName><![CDATA[gh_1]]></ToUserName><Encrypt><![CDATA[${encrypted}]]></Encrypt></xml>`;
  return { encrypted, query, body };
}

function open(account: AccountCredentials, query: Query, body: string) {
  return openEnvelope(account, query, Buffer.from(body), NOW, WINDOW_MS);
}

const refused = (reason: string) => ({ ok: false, status: 401, reason });

describe('openEnvelope in plain mode', () => {
  it('gives the body as it is', () => {
    expect(open(plain, signed(), XML)).toEqual({ ok: true, xml: XML, key: null });
    expect(open(plain, { ...signed(), encrypt_type: 'raw' }, XML)).toMatchObject({ ok: true });
  });

  it.each<[string, Query, string]>([
    ['no signature', { ...signed(), signature: undefined }, 'missing_parameter'],
    ['no nonce', { ...signed(), nonce: undefined }, 'missing_parameter'],
    ['no timestamp', { ...signed(), timestamp: undefined }, 'missing_parameter'],
    ['nothing', {}, 'missing_parameter'],
    ['an empty signature', { ...signed(), signature: '' }, 'wrong_signature'],
    ['a wrong signature', { ...signed(), signature: '0'.repeat(40) }, 'wrong_signature'],
    ['another nonce', { ...signed(), nonce: '486452657' }, 'wrong_signature'],
    [
      'another timestamp',
      { ...signed(), timestamp: String(Number(SECONDS) + 1) },
      'wrong_signature',
    ],
    ['a timestamp that is no number', signed('now'), 'bad_timestamp'],
    ['an exponent', signed('1e9'), 'bad_timestamp'],
    ['an empty timestamp', signed(''), 'bad_timestamp'],
    ['encryption without a key', { ...signed(), encrypt_type: 'aes' }, 'no_aes_key'],
  ])('refuses %s', (_, query, reason) => {
    expect(open(plain, query, XML)).toEqual(refused(reason));
  });

  it.each([
    [-600, true],
    [-601, false],
    [600, true],
    [601, false],
    [-86_400, false],
  ])('with a timestamp %i s away: %s', (seconds, ok) => {
    const opened = open(plain, signed(String(Number(SECONDS) + seconds)), XML);
    expect(opened).toEqual(ok ? expect.objectContaining({ ok }) : refused('stale_timestamp'));
  });
});

describe('openEnvelope in safe mode', () => {
  it.each([
    ['the current key', CURRENT],
    ['the previous key', PREVIOUS],
  ])('opens with %s and names it', (_, key) => {
    const { query, body } = enciphered(XML, key);
    expect(open(safe, query, body)).toEqual({ ok: true, xml: XML, key });
  });

  it('does not need the plain signature', () => {
    const { query, body } = enciphered();
    expect(open(safe, { ...query, signature: undefined }, body)).toMatchObject({ ok: true });
    expect(open(safe, { ...query, signature: 'wrong' }, body)).toMatchObject({ ok: true });
  });

  it('accepts the ciphertext without CDATA and with line breaks around it', () => {
    const { query, body, encrypted } = enciphered();
    const bare = body.replace(`<![CDATA[${encrypted}]]>`, `\n${encrypted}\n`);
    expect(open(safe, query, `\ufeff\n${bare}\n`)).toMatchObject({ ok: true, xml: XML });
  });

  it('trusts only the enciphered part of a compatible body', () => {
    const { query, encrypted } = enciphered();
    const body = `<xml><Content><![CDATA[转账<Encrypt>AAAA</Encrypt>]]></Content><Encrypt><![CDATA[${encrypted}]]></Encrypt></xml>`;
    expect(open(safe, query, body)).toEqual({ ok: true, xml: XML, key: CURRENT });
  });

  const good = enciphered();
  it.each<[string, Query, string, string]>([
    ['a plain body with a right plain signature', signed(), XML, 'not_encrypted'],
    ['encrypt_type=raw', { ...good.query, encrypt_type: 'raw' }, good.body, 'not_encrypted'],
    ['encrypt_type=AES', { ...good.query, encrypt_type: 'AES' }, good.body, 'not_encrypted'],
    ['no encrypt_type', { ...good.query, encrypt_type: undefined }, good.body, 'not_encrypted'],
    ['a plain body under encrypt_type=aes', good.query, XML, 'not_encrypted'],
    [
      'no msg_signature',
      { ...good.query, msg_signature: undefined },
      good.body,
      'missing_parameter',
    ],
    [
      'the plain signature as msg_signature',
      { ...good.query, msg_signature: good.query['signature'] },
      good.body,
      'wrong_signature',
    ],
    [
      'another message under this signature',
      good.query,
      enciphered('<xml/>').body,
      'wrong_signature',
    ],
    ['an empty ciphertext', good.query, '<xml><Encrypt></Encrypt></xml>', 'wrong_signature'],
  ])('refuses %s', (_, query, body, reason) => {
    expect(open(safe, query, body)).toEqual(refused(reason));
  });

  it.each([
    ['another key', enciphered(XML, Buffer.alloc(32, 1)), 'bad_padding'],
    ['another app id', enciphered(XML, CURRENT, 'wx0000000000000000'), 'wrong_app_id'],
    [
      'an old timestamp',
      enciphered(XML, CURRENT, safe.appId, String(Number(SECONDS) - 601)),
      'stale_timestamp',
    ],
  ])('refuses a well signed message of %s', (_, { query, body }, reason) => {
    expect(open(safe, query, body)).toEqual(refused(reason));
  });

  it('refuses a well signed ciphertext that is none', () => {
    const query = {
      ...good.query,
      msg_signature: signatureOf(safe.token, SECONDS, '486452656', 'no base64'),
    };
    expect(open(safe, query, '<xml><Encrypt>no base64</Encrypt></xml>')).toEqual(
      refused('bad_base64'),
    );
  });

  it.each(['', 'hello', '{"Encrypt":"AAAA"}', '<xml><Encrypt>AAAA', `${good.body}tail`])(
    'says that %j is no XML',
    (body) => {
      expect(open(safe, good.query, body)).toEqual({ ok: false, status: 400, reason: 'not_xml' });
    },
  );

  it('refuses every changed character of ciphertext, signature, timestamp and nonce', () => {
    const { query, body, encrypted } = good;
    for (let at = 0; at < encrypted.length; at++) {
      const changed = withChange(encrypted, at);
      expect(open(safe, query, body.replace(encrypted, changed))).toMatchObject({
        ok: false,
        status: 401,
      });
    }
    for (const name of ['msg_signature', 'timestamp', 'nonce']) {
      for (let at = 0; at < query[name]!.length; at++) {
        const changed = { ...query, [name]: withChange(query[name]!, at) };
        expect(open(safe, changed, body)).toMatchObject({ ok: false, status: 401 });
      }
    }
  });
});

describe('verifyEcho', () => {
  const verify = (account: AccountCredentials, query: Query) =>
    verifyEcho(account, query, NOW, WINDOW_MS);

  it.each([
    ['plain', plain],
    ['safe', safe],
  ])('gives the echo back in %s mode', (_, account) => {
    expect(verify(account, { ...signed(), echostr: '4375120948345356249' })).toEqual({
      ok: true,
      echo: '4375120948345356249',
    });
  });

  it.each<[string, Query, string]>([
    ['a wrong signature', { ...signed(), signature: 'x', echostr: '<script>' }, 'wrong_signature'],
    ['no signature', { ...signed(), signature: undefined, echostr: '1' }, 'missing_parameter'],
    ['no echo', signed(), 'missing_parameter'],
    [
      'an old timestamp',
      { ...signed(String(Number(SECONDS) - 601)), echostr: '1' },
      'stale_timestamp',
    ],
    [
      'a wrong msg_signature beside a right signature',
      { ...signed(), echostr: '1', msg_signature: 'x' },
      'wrong_signature',
    ],
  ])('refuses %s', (_, query, reason) => {
    expect(verify(safe, query)).toEqual({ ok: false, reason });
  });

  it('opens an enciphered echo', () => {
    const { query, encrypted } = enciphered('4375120948345356249', PREVIOUS);
    expect(verify(safe, { ...query, echostr: encrypted })).toEqual({
      ok: true,
      echo: '4375120948345356249',
    });
    expect(verify(plain, { ...query, echostr: encrypted })).toEqual({
      ok: false,
      reason: 'bad_key',
    });
  });
});

describe('sealEnvelope', () => {
  it.each([
    ['the current key', CURRENT],
    ['the previous key', PREVIOUS],
  ])('is what a receiver can open, with %s', (_, key) => {
    const nonce = '486452656]]>&<';
    const sealed = sealEnvelope(XML, safe, key, nonce, new Date(NOW.getTime() + 999));
    const { Encrypt, MsgSignature, TimeStamp, Nonce, ...rest } = readXml(sealed) as Record<
      string,
      string
    >;
    expect(rest).toEqual({});
    expect(TimeStamp).toBe(SECONDS);
    expect(Nonce).toBe(nonce);
    expect(MsgSignature).toBe(signatureOf(safe.token, TimeStamp!, Nonce!, Encrypt!));
    expect(decryptMessage(Encrypt!, safe.appId, [key]).xml).toBe(XML);
  });
});

function withChange(text: string, at: number): string {
  return text.slice(0, at) + (text[at] === 'A' ? 'B' : 'A') + text.slice(at + 1);
}
