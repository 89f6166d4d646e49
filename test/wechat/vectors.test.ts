import { createDecipheriv } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { openEnvelope } from '../../src/wechat/envelope';
import { decryptMessage, encryptMessage, parseAesKey } from '../../src/wechat/message-crypto';
import { parseInbound } from '../../src/wechat/parse-inbound';
import { isSignature, signatureOf } from '../../src/wechat/signature';

interface Vector {
  id: string;
  kind: 'signature' | 'decrypt' | 'encrypt';
  token: string;
  timestamp: string;
  nonce: string;
  signature?: string;
  appId?: string;
  encodingAesKey?: string;
  random?: string;
  msgSignature?: string;
  encrypt?: string;
  plaintext?: string;
  plaintextBytes?: number;
  plaintextContains?: string;
  envelope?: string;
}

const file = path.join(__dirname, '../fixtures/wechat-crypto-vectors.json');
const { vectors } = JSON.parse(fs.readFileSync(file, 'utf8')) as { vectors: Vector[] };
const enciphered = vectors.filter(
  (vector): vector is Vector & { appId: string; encodingAesKey: string; encrypt: string } =>
    vector.encrypt !== undefined,
);

it('holds the published examples', () => {
  expect(vectors).toHaveLength(7);
  expect(enciphered).toHaveLength(5);
});

describe.each(vectors)('$id', (vector) => {
  it('has the signatures that were published', () => {
    const { token, timestamp, nonce } = vector;
    if (vector.signature !== undefined) {
      expect(signatureOf(token, timestamp, nonce)).toBe(vector.signature);
    }
    if (vector.encrypt !== undefined) {
      const signature = signatureOf(token, timestamp, nonce, vector.encrypt);
      expect(signature).toBe(vector.msgSignature);
      expect(isSignature(signature, vector.msgSignature)).toBe(true);
    }
  });
});

describe.each(enciphered)('$id', (vector) => {
  const key = parseAesKey(vector.encodingAesKey);

  it('opens to the published text', () => {
    const { xml } = decryptMessage(vector.encrypt, vector.appId, [key]);
    if (vector.plaintext !== undefined) expect(xml).toBe(vector.plaintext);
    if (vector.plaintextContains !== undefined) expect(xml).toContain(vector.plaintextContains);
    if (vector.plaintextBytes !== undefined) {
      expect(Buffer.byteLength(xml)).toBe(vector.plaintextBytes);
    }
  });

  it('is enciphered to the same bytes', () => {
    const { xml } = decryptMessage(vector.encrypt, vector.appId, [key]);
    const random = vector.random ? Buffer.from(vector.random) : leadingBytes(vector.encrypt, key);
    expect(encryptMessage(xml, vector.appId, key, random)).toBe(vector.encrypt);
  });

  it('is accepted as the body of a callback', () => {
    const { token, appId, timestamp, nonce, msgSignature, encrypt } = vector;
    const sent = vector.envelope?.replace('(encrypt)', encrypt);
    const body = sent ?? `<xml><Encrypt><![CDATA[${encrypt}]]></Encrypt></xml>`;
    const opened = openEnvelope(
      { token, appId, aesKeys: [key], originalId: null },
      { timestamp, nonce, msg_signature: msgSignature, encrypt_type: 'aes' },
      Buffer.from(body),
      new Date(Number(timestamp) * 1000),
      600_000,
    );
    expect(opened).toEqual({
      ok: true,
      key,
      xml: decryptMessage(encrypt, appId, [key]).xml,
    });
  });
});

it("reads the sample's push", () => {
  const sample = vectors.find((vector) => vector.id === 'tencent-sample-compat-decrypt')!;
  expect(parseInbound(sample.plaintext!)).toEqual({
    kind: 'text',
    accountOriginalId: 'gh_10f6c3c3ac5a',
    openid: 'oyORnuP8q7ou2gfYjqLzSIWZf0rs',
    sentAtSeconds: 1409735668,
    msgId: '6054768590064713728',
    content: 'abcdteT',
  });
});

/** The 16 random bytes that a ciphertext begins with: the first block, deciphered. */
function leadingBytes(encrypted: string, key: Buffer): Buffer {
  const decipher = createDecipheriv('aes-256-cbc', key, key.subarray(0, 16));
  decipher.setAutoPadding(false);
  return decipher.update(Buffer.from(encrypted, 'base64')).subarray(0, 16);
}
