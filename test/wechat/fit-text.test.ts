import { fitText } from '../../src/wechat/build-reply';
import { cpuTimeMs } from '../support/cpu-time';
import { createRandom } from '../support/seeded-random';

const FAMILY = '👨‍👩‍👧';
const FLAG = '🇨🇳';
const WAVE = '👋🏽';
const LINK = '<a href="https://a.cn/1">社保卡</a>';

describe('fitText', () => {
  it.each([
    ['', 10, ''],
    ['short', 5, 'short'],
    ['2048 bytes stay', undefined, '2048 bytes stay'],
    // The ellipsis takes three bytes, each Chinese character too.
    ['社保卡怎么办', 18, '社保卡怎么办'],
    ['社保卡怎么办', 17, '社保卡怎…'],
    ['社保卡怎么办', 12, '社保卡…'],
    ['abcdef', 5, 'ab…'],
    ['ab  cdef', 7, 'ab…'],
    ['abcdef', 3, '…'],
    ['abcdef', 2, ''],
    // One character of 18 bytes, two of 8, made of several code points.
    [`a${FAMILY}bcdef`, 20, 'a…'],
    [`a${FAMILY}bcdef`, 22, `a${FAMILY}…`],
    [`ab${FLAG}cdefg`, 12, 'ab…'],
    [`ab${WAVE}cdefg`, 13, `ab${WAVE}…`],
    ['e\u0301e\u0301e\u0301', 8, 'e\u0301…'],
    // A link is kept whole or left out.
    [`看${LINK}`, 60, `看${LINK}`],
    [`看${LINK}谢谢您的来信`, 45, `看${LINK}…`],
    [`看${LINK}谢谢您的来信`, 40, '看…'],
    [`看${LINK}谢谢您的来信`, 20, '看…'],
    [`${LINK}${LINK}`, 50, `${LINK}…`],
    ['1 < 2, and <b> is no link at all', 20, '1 < 2, and <b> is…'],
    ['half \ud83d', 20, 'half \ufffd'],
  ])('%j in %s bytes', (text, limit, fitted) => {
    expect(fitText(text, limit)).toBe(fitted);
  });

  it('never breaks a character or a link, and wastes little, for random texts', () => {
    const pieces = ['a', '社', FAMILY, FLAG, WAVE, LINK, '\n', 'é', '<', 'a '];
    const random = createRandom(7);
    const characters = new Intl.Segmenter('zh', { granularity: 'grapheme' });
    for (let round = 0; round < 1500; round++) {
      let text = '';
      for (let left = random() * 60; left > 0; left--) {
        text += pieces[Math.floor(random() * pieces.length)]!;
      }
      const limit = 10 + Math.floor(random() * 200);
      const fitted = fitText(text, limit);
      expect(Buffer.byteLength(fitted)).toBeLessThanOrEqual(limit);
      if (fitted === text) continue;
      expect(fitted.endsWith('…')).toBe(true);
      const kept = fitted.slice(0, -1);
      expect(text.startsWith(kept)).toBe(true);
      const boundaries = [...characters.segment(text)].map(({ index }) => index);
      expect([...boundaries, text.length]).toContain(kept.length);
      expect(kept.split('<a href').length).toBe(kept.split('</a>').length);
    }
  });

  it('takes no time for hostile texts', () => {
    const startedAt = cpuTimeMs();
    for (const piece of ['<a ', '<a href="x">', '<', '\u0301', FAMILY, ']]>', '</a>']) {
      expect(Buffer.byteLength(fitText(piece.repeat(100_000)))).toBeLessThanOrEqual(2048);
    }
    expect(cpuTimeMs() - startedAt).toBeLessThan(2000);
  });
});
