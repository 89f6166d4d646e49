import { createBlindIndex } from '../../src/privacy/blind-index';
import { createSealer } from '../../src/privacy/sealer';

const SECRET = 'a secret key of forty characters, no less';
const FORMER = 'the secret key of last year, forty letters';
const CONTEXT = 'message/renshe/0192f1c8';

describe('createSealer', () => {
  const sealer = createSealer(SECRET);

  it.each(['', 'x', '身份证430602198512034521', '👨‍👩‍👧'.repeat(5000)])(
    'opens what it sealed',
    (plain) => {
      expect(sealer.open(sealer.seal(plain, CONTEXT), CONTEXT)).toBe(plain);
    },
  );

  it('hides the text and never seals alike twice', () => {
    const sealed = sealer.seal('13812345678', CONTEXT);
    expect(sealed.includes('13812345678')).toBe(false);
    expect(sealed.equals(sealer.seal('13812345678', CONTEXT))).toBe(false);
  });

  it('opens in its own context only', () => {
    const sealed = sealer.seal('13812345678', CONTEXT);
    expect(() => sealer.open(sealed, `${CONTEXT}9`)).toThrow('加密保存的内容打不开');
    expect(() => sealer.open(sealed, '')).toThrow('加密保存的内容打不开');
  });

  it('notices every changed, missing and added byte', () => {
    const sealed = sealer.seal('13812345678', CONTEXT);
    for (let at = 0; at < sealed.length; at++) {
      const changed = Buffer.from(sealed);
      changed[at]! ^= 1;
      expect(() => sealer.open(changed, CONTEXT)).toThrow('加密保存的内容打不开');
      expect(() => sealer.open(sealed.subarray(0, at), CONTEXT)).toThrow('加密保存的内容打不开');
    }
    const longer = Buffer.concat([sealed, Buffer.alloc(1)]);
    expect(() => sealer.open(longer, CONTEXT)).toThrow('加密保存的内容打不开');
  });

  it('opens with a previous key and seals with the current one', () => {
    const former = createSealer(FORMER);
    const rotated = createSealer(SECRET, [FORMER]);
    expect(rotated.open(former.seal('13812345678', CONTEXT), CONTEXT)).toBe('13812345678');
    expect(sealer.open(rotated.seal('13812345678', CONTEXT), CONTEXT)).toBe('13812345678');
    expect(() => sealer.open(former.seal('1', CONTEXT), CONTEXT)).toThrow('SECRET_KEY');
  });
});

describe('createBlindIndex', () => {
  const indexOf = createBlindIndex(SECRET);

  it('gives the same index for the same value in the same context', () => {
    expect(indexOf('openid', 'oABC')).toMatch(/^[\w-]{43}$/);
    expect(createBlindIndex(SECRET)('openid', 'oABC')).toBe(indexOf('openid', 'oABC'));
  });

  it('gives another for another value, context or secret', () => {
    const index = indexOf('openid', 'oABC');
    expect(indexOf('openid', 'oABD')).not.toBe(index);
    expect(indexOf('mobile', 'oABC')).not.toBe(index);
    expect(indexOf('openido', 'ABC')).not.toBe(index);
    expect(createBlindIndex(FORMER)('openid', 'oABC')).not.toBe(index);
  });
});
