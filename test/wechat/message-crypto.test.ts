import { createCipheriv, randomBytes } from 'node:crypto';
import { decryptMessage, encryptMessage, parseAesKey } from '../../src/wechat/message-crypto';
import { createRandom } from '../support/seeded-random';

const APP_ID = 'wx134c8103faa5a59e';
const CURRENT = parseAesKey('abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG');
const PREVIOUS = parseAesKey('AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA');

/** Enciphers bytes as they are, so that what stands inside can be wrong. */
function encipher(content: Buffer, key = CURRENT): string {
  const cipher = createCipheriv('aes-256-cbc', key, key.subarray(0, 16));
  cipher.setAutoPadding(false);
  return Buffer.concat([cipher.update(content), cipher.final()]).toString('base64');
}

function content(text: string, appId: string, length = Buffer.byteLength(text)): Buffer {
  const size = Buffer.alloc(4);
  size.writeUInt32BE(length);
  return Buffer.concat([Buffer.alloc(16, 7), size, Buffer.from(text), Buffer.from(appId)]);
}

function padded(bytes: Buffer, pad = 32 - (bytes.length % 32), fill = pad): Buffer {
  return Buffer.concat([bytes, Buffer.alloc(pad, fill)]);
}

function reasonOf(encrypted: string, keys = [CURRENT]): unknown {
  try {
    return decryptMessage(encrypted, APP_ID, keys);
  } catch (error) {
    return (error as { reason?: string }).reason;
  }
}

describe('parseAesKey', () => {
  it('gives 32 bytes', () => {
    expect(CURRENT).toHaveLength(32);
  });

  it.each([
    '',
    'short',
    'A'.repeat(42),
    'A'.repeat(44),
    `${'A'.repeat(42)}=`,
    `${'A'.repeat(42)}+`,
  ])('refuses %j', (text) => {
    expect(() => parseAesKey(text)).toThrow('bad_key');
  });
});

describe('encryptMessage and decryptMessage', () => {
  it('go there and back for every length of padding', () => {
    for (let length = 0; length <= 70; length++) {
      const xml = 'x'.repeat(length);
      const encrypted = encryptMessage(xml, APP_ID, CURRENT);
      expect(Buffer.from(encrypted, 'base64').length % 32).toBe(0);
      expect(decryptMessage(encrypted, APP_ID, [CURRENT])).toEqual({ xml, key: CURRENT });
    }
  });

  it('go there and back for random texts, keys and app ids', () => {
    const random = createRandom(1);
    const characters = ['a', '<', '&', ']]>', '社', '保', '👨‍👩‍👧', '\n', '\u0000', '\u{2f800}', 'é'];
    for (let round = 0; round < 500; round++) {
      let xml = '';
      for (let left = random() * 200; left > 0; left--) {
        xml += characters[Math.floor(random() * characters.length)]!;
      }
      const key = randomBytes(32);
      const appId = `wx${Math.floor(random() * 1e12).toString(16)}`;
      const encrypted = encryptMessage(xml, appId, key);
      expect(decryptMessage(encrypted, appId, [CURRENT, key]).xml).toBe(xml);
    }
  });

  it('give another ciphertext each time', () => {
    expect(encryptMessage('x', APP_ID, CURRENT)).not.toBe(encryptMessage('x', APP_ID, CURRENT));
  });

  it('use the first key that fits and name it', () => {
    const keys = [CURRENT, PREVIOUS];
    expect(decryptMessage(encryptMessage('x', APP_ID, CURRENT), APP_ID, keys).key).toBe(CURRENT);
    expect(decryptMessage(encryptMessage('x', APP_ID, PREVIOUS), APP_ID, keys).key).toBe(PREVIOUS);
  });

  it('take pads to blocks of 16 too, which other senders use', () => {
    const bytes = content('<xml/>', APP_ID);
    expect(reasonOf(encipher(padded(bytes, 16 - (bytes.length % 16))))).toMatchObject({
      xml: '<xml/>',
    });
  });
});

describe('decryptMessage refuses', () => {
  it.each([
    ['an empty text', '', 'bad_base64'],
    ['base64url', `${'-'.repeat(43)}=`, 'bad_base64'],
    ['spaces', `${'A'.repeat(40)} A==`, 'bad_base64'],
    ['a missing character', 'A'.repeat(43), 'bad_base64'],
    ['too few bytes', 'AAAA', 'bad_block_length'],
    ['one AES block', Buffer.alloc(16).toString('base64'), 'bad_block_length'],
    ['half a block', Buffer.alloc(40).toString('base64'), 'bad_block_length'],
    ['another key', encryptMessage('x', APP_ID, PREVIOUS, Buffer.alloc(16)), 'bad_padding'],
    ['a pad of 0', encipher(padded(content('x', APP_ID), 25, 0)), 'bad_padding'],
    ['a pad of 33', encipher(padded(content('x', APP_ID), 57, 33)), 'bad_padding'],
    [
      'uneven padding',
      encipher(Buffer.concat([content('x', APP_ID), Buffer.alloc(24, 9), Buffer.of(25)])),
      'bad_padding',
    ],
    ['padding that eats the head', encipher(Buffer.alloc(32, 32)), 'bad_padding'],
    ['a length beyond the end', encipher(padded(content('x', APP_ID, 60))), 'bad_length'],
    ['an enormous length', encipher(padded(content('x', APP_ID, 0xffffffff))), 'bad_length'],
    ['a length too small', encipher(padded(content('xy', APP_ID, 1))), 'wrong_app_id'],
    ['another app id', encryptMessage('x', 'wx0000000000000000', CURRENT), 'wrong_app_id'],
    ['a longer app id', encryptMessage('x', `${APP_ID}0`, CURRENT), 'wrong_app_id'],
    ['a shorter app id', encryptMessage('x', APP_ID.slice(0, -1), CURRENT), 'wrong_app_id'],
    ['no app id', encryptMessage('x', '', CURRENT), 'wrong_app_id'],
  ])('%s', (_, encrypted, reason) => {
    expect(reasonOf(encrypted)).toBe(reason);
  });

  it('everything where there is no key', () => {
    expect(reasonOf(encryptMessage('x', APP_ID, CURRENT), [])).toBe('bad_key');
  });

  it("another account's message with the more telling reason, whatever the order of keys", () => {
    const foreign = encryptMessage('x', 'wx0000000000000000', CURRENT);
    expect(reasonOf(foreign, [CURRENT, PREVIOUS])).toBe('wrong_app_id');
    expect(reasonOf(foreign, [PREVIOUS, CURRENT])).toBe('wrong_app_id');
  });
});
