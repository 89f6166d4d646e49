import { createHash } from 'node:crypto';
import { isSignature, signatureOf } from '../../src/wechat/signature';

const sha1 = (text: string) => createHash('sha1').update(text).digest('hex');

describe('signatureOf', () => {
  it.each([
    [['token', '1714036504', '99'], '171403650499token'],
    [['b', 'B', 'a', 'A', '1'], '1ABab'],
    [['a', 'a', 'ab'], 'aaab'],
    // By bytes, where UTF-16 would put the emoji (D83D…) before the private character (E000).
    [['\u{1f600}', '\ue000', 'z'], 'z\ue000\u{1f600}'],
    [['', ''], ''],
  ])('sorts %j by bytes', ([token, ...parts], joined) => {
    expect(signatureOf(token!, ...parts)).toBe(sha1(joined));
  });
});

describe('isSignature', () => {
  const expected = sha1('x');

  it('accepts the same signature only', () => {
    expect(isSignature(expected, expected)).toBe(true);
    expect(isSignature(expected, expected.toUpperCase())).toBe(false);
    expect(isSignature(expected, `${expected.slice(0, -1)}g`)).toBe(false);
  });

  it.each([undefined, '', 'x', expected.slice(1), `${expected} `, '签'.repeat(40), '\u0000'])(
    'refuses %j without throwing',
    (given) => {
      expect(isSignature(expected, given)).toBe(false);
    },
  );
});
