import { maskPersonalData } from '../../src/privacy/mask';
import type { AccountCredentials } from '../../src/wechat/account-credentials';
import { openEnvelope } from '../../src/wechat/envelope';
import { encryptMessage, parseAesKey } from '../../src/wechat/message-crypto';
import { dedupeParts, parseInbound } from '../../src/wechat/parse-inbound';
import { signatureOf } from '../../src/wechat/signature';
import { WireError } from '../../src/wechat/wire-error';
import { cpuTimeMs } from '../support/cpu-time';
import { createRandom } from '../support/seeded-random';
import { mutate } from '../support/xml-fuzz';

const NOW = new Date('2026-11-23T01:30:00Z');
const TIMESTAMP = String(NOW.getTime() / 1000);
const NONCE = '1514711492';
const KEY = parseAesKey('abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG');
const account: AccountCredentials = {
  appId: 'wx134c8103faa5a59e',
  token: 'junshan2026',
  aesKeys: [KEY],
  originalId: null,
};
const ROUNDS = 1000;
const SLOW_MS = 1000;

const head =
  '<xml><ToUserName><![CDATA[gh_97417a04a28d]]></ToUserName>' +
  '<FromUserName><![CDATA[o9AgO5Kd5ggOC-bXrbNODIiE3bGY]]></FromUserName><CreateTime>1795397400</CreateTime>';
const seeds = [
  `${head}<MsgType><![CDATA[text]]></MsgType><Content><![CDATA[社保卡怎么办]]></Content><MsgId>24567890123456789</MsgId></xml>`,
  `${head}<MsgType><![CDATA[voice]]></MsgType><MediaId>m</MediaId><Format>amr</Format><Recognition><![CDATA[电话13812345678]]></Recognition><MsgId>24567890123456790</MsgId></xml>`,
  `${head}<MsgType><![CDATA[location]]></MsgType><Location_X>29.43</Location_X><Location_Y>113.0</Location_Y><Scale>16</Scale><Label>君山</Label><MsgId>24567890123456791</MsgId></xml>`,
  `${head}<MsgType><![CDATA[event]]></MsgType><Event><![CDATA[pic_weixin]]></Event><EventKey>p</EventKey><SendPicsInfo><Count>2</Count><PicList><item><PicMd5Sum>a</PicMd5Sum></item><item><PicMd5Sum>b</PicMd5Sum></item></PicList></SendPicsInfo></xml>`,
  `${head}<MsgType><![CDATA[event]]></MsgType><Event><![CDATA[subscribe]]></Event><EventKey><![CDATA[qrscene_1]]></EventKey><Ticket>gQF</Ticket></xml>`,
];

function timed<T>(action: () => T, input: string): T {
  const startedAt = cpuTimeMs();
  const result = action();
  if (cpuTimeMs() - startedAt > SLOW_MS) throw new Error(`slow for ${input.slice(0, 500)}`);
  return result;
}

/** PostgreSQL takes neither U+0000 nor half characters. */
function storable(value: unknown): unknown {
  if (typeof value === 'string' && /\0|\p{Surrogate}/u.test(value)) throw new Error('not storable');
  return value;
}

/** Whether it was read; anything thrown but a WireError is a failure. */
function isRead(xml: string): boolean {
  try {
    const inbound = timed(() => parseInbound(xml), xml);
    expect(dedupeParts(inbound).every((part) => typeof part === 'string')).toBe(true);
    maskPersonalData(JSON.stringify(inbound, (_, value: unknown) => storable(value)));
    return true;
  } catch (error) {
    if (error instanceof WireError) return false;
    throw new Error(`fails on ${JSON.stringify(xml.slice(0, 2000))}`, { cause: error });
  }
}

it('reads or refuses what stands in plain XML, and reads a good part of it', () => {
  const random = createRandom(2026);
  let read = 0;
  for (let round = 0; round < ROUNDS; round++) {
    if (isRead(mutate(seeds[round % seeds.length]!, random))) read++;
  }
  expect(read).toBeGreaterThan(0.6 * ROUNDS);
});

it('opens what was broken before it was enciphered and signed', () => {
  const random = createRandom(11);
  let read = 0;
  for (let round = 0; round < ROUNDS; round++) {
    const xml = mutate(seeds[round % seeds.length]!, random);
    const encrypted = encryptMessage(xml, account.appId, KEY);
    const opened = openEnvelope(
      account,
      {
        timestamp: TIMESTAMP,
        nonce: NONCE,
        encrypt_type: 'aes',
        msg_signature: signatureOf(account.token, TIMESTAMP, NONCE, encrypted),
      },
      Buffer.from(`<xml><Encrypt><![CDATA[${encrypted}]]></Encrypt></xml>`),
      NOW,
      600_000,
    );
    if (!opened.ok) throw new Error(`refused: ${opened.reason}`);
    if (isRead(opened.xml)) read++;
  }
  expect(read).toBeGreaterThan(0.6 * ROUNDS);
});

it('refuses, and never opens, an envelope that was broken after it was signed', () => {
  const random = createRandom(23);
  const xml = seeds[0]!;
  const encrypted = encryptMessage(xml, account.appId, KEY, Buffer.alloc(16, 5));
  const body = `<xml><ToUserName>gh_1</ToUserName><Encrypt><![CDATA[${encrypted}]]></Encrypt></xml>`;
  const query = {
    timestamp: TIMESTAMP,
    nonce: NONCE,
    encrypt_type: 'aes',
    msg_signature: signatureOf(account.token, TIMESTAMP, NONCE, encrypted),
  };
  for (let round = 0; round < ROUNDS; round++) {
    const broken = mutate(body, random);
    const opened = timed(
      () => openEnvelope(account, query, Buffer.from(broken), NOW, 600_000),
      broken,
    );
    if (opened.ok) expect(opened.xml).toBe(xml);
    else expect([400, 401]).toContain(opened.status);
    const bytes = Buffer.from(body);
    bytes[Math.floor(random() * bytes.length)] = Math.floor(random() * 256);
    expect(() => openEnvelope(account, query, bytes, NOW, 600_000)).not.toThrow();
    const name = Object.keys(query)[round % 4]!;
    const changed = { ...query, [name]: mutate(query[name as keyof typeof query], random) };
    expect(() => openEnvelope(account, changed, Buffer.from(body), NOW, 600_000)).not.toThrow();
  }
});

it('gives the same mutation for the same seed', () => {
  expect(mutate(seeds[0]!, createRandom(5))).toBe(mutate(seeds[0]!, createRandom(5)));
});
