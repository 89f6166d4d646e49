import { buildCaseNumber, checkCharacterOf, parseCaseNumber } from '../../src/cases/case-number';

describe('checkCharacterOf', () => {
  // The worked example of ISO/IEC 7064 for MOD 37,36 as used by the Global Release Identifier.
  it('agrees with the published example', () => {
    expect(checkCharacterOf('A12425GABC1234002')).toBe('M');
  });

  it('notices every slip of one character and every exchange of neighbours', () => {
    const number = buildCaseNumber('RS', '2026-11-23', 17);
    for (let at = 0; at < number.length; at += 1) {
      for (const other of '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ') {
        if (other === number[at]) continue;
        const slip = number.slice(0, at) + other + number.slice(at + 1);
        expect(checkCharacterOf(slip.slice(0, -1)) === slip.at(-1)).toBe(false);
      }
    }
  });
});

describe('buildCaseNumber', () => {
  it.each([
    [1, /^RS202611230001[0-9A-Z]$/],
    [9999, /^RS202611239999[0-9A-Z]$/],
    [10000, /^RS2026112310000[0-9A-Z]$/],
  ])('writes count %i', (count, shape) => {
    expect(buildCaseNumber('RS', '2026-11-23', count)).toMatch(shape);
  });
});

describe('parseCaseNumber', () => {
  const number = buildCaseNumber('RS', '2026-11-23', 1);
  it.each([
    ['as it is', number],
    ['in small letters', number.toLowerCase()],
    ['with spaces', `${number.slice(0, 2)} ${number.slice(2, 10)} ${number.slice(10)}`],
    [
      'in full width',
      number.replace(/[0-9A-Z]/g, (c) => String.fromCharCode(c.charCodeAt(0) + 0xfee0)),
    ],
  ])('reads it %s', (_how, typed) => {
    expect(parseCaseNumber(typed)).toBe(number);
  });

  it.each(['', '你好', 'RS20261123', `${number.slice(0, -1)}${number.endsWith('A') ? 'B' : 'A'}`])(
    'refuses %p',
    (typed) => {
      expect(parseCaseNumber(typed)).toBeNull();
    },
  );
});
