import { shortenText, splitText, textFormOf } from '../../src/delivery/split-text';

const signature = '——君山区人力资源和社会保障局 2026年11月23日';
const bytes = (text: string): number => Buffer.byteLength(text);
/** A sentence of 30 bytes. */
const sentence = '请带身份证到大厅来。';
const answerOf = (sentences: number): string =>
  `【答复】您的办件 RS202611230001X：\n${sentence.repeat(sentences)}\n${signature}`;
const whole = { progressUrl: null, telephone: '0730-8123456' };

describe('splitText', () => {
  it('leaves a text alone up to 2048 bytes, 落款 included', () => {
    const room = 2048 - bytes(answerOf(0));
    const exact = answerOf(0).replace('：\n', `：\n${'a'.repeat(room)}`);
    expect(bytes(exact)).toBe(2048);
    expect(splitText(exact)).toEqual([exact]);
    expect(splitText(exact.replace('aa', 'aaa'))).not.toEqual([exact]);
  });

  it('breaks a long one after a sentence into two, and loses nothing', () => {
    const text = answerOf(100);
    const parts = splitText(text)!;
    expect(parts).toHaveLength(2);
    expect(parts.every((part) => bytes(part) <= 2048)).toBe(true);
    expect(parts[0]).toMatch(/。$/);
    expect(parts[1]).toMatch(/^请带/);
    expect(parts[1]!.endsWith(signature)).toBe(true);
    expect(parts.join('')).toBe(text);
  });

  it('never leaves the 落款 alone', () => {
    const sentences = Math.floor((2048 - bytes(answerOf(0))) / 30) + 1;
    const [, second] = splitText(answerOf(sentences))!;
    expect(second).toBe(`${sentence}\n${signature}`);
  });

  it('gives up on what does not fit in two, and on a text without an end of a sentence', () => {
    expect(splitText(answerOf(140))).toBeNull();
    expect(splitText('好'.repeat(1000))).toBeNull();
  });
});

describe('shortenText', () => {
  it('keeps the beginning and the 落款 and says where the rest is', () => {
    const short = shortenText(answerOf(140), whole);
    expect(bytes(short)).toBeLessThanOrEqual(2048);
    expect(short.startsWith('【答复】您的办件 RS202611230001X：\n请带')).toBe(true);
    expect(
      short.endsWith(`。……\n（答复较长，全文请打0730-8123456，或回复“进度”查看。）\n${signature}`),
    ).toBe(true);
  });

  it('points to the page where there is one, and to 12345 without a telephone', () => {
    const progressUrl = 'https://zj.example.gov.cn/cases/RS202611230001X';
    expect(shortenText(answerOf(140), { ...whole, progressUrl })).toContain(
      `全文请看：${progressUrl}`,
    );
    expect(shortenText(answerOf(140), { progressUrl: null, telephone: null })).toContain(
      '请打12345',
    );
  });

  it('cuts at a sign where no sentence fits, and leaves a short text as it is', () => {
    const short = shortenText(`${'好'.repeat(1000)}\n${signature}`, whole);
    expect(bytes(short)).toBeLessThanOrEqual(2048);
    expect(short.endsWith(signature)).toBe(true);
    expect(shortenText('好。', whole)).toBe('好。');
  });

  it('keeps within any limit', () => {
    for (const limit of [40, 100, 200, 300, 777]) {
      expect(bytes(shortenText(answerOf(140), whole, limit))).toBeLessThanOrEqual(limit);
    }
  });
});

it('knows the text form of what a passive reply can carry', () => {
  expect(textFormOf({ kind: 'text', text: '好' })).toBe('好');
  const article = { title: '社保卡', description: '', pictureUrl: '', url: 'https://a.cn/i' };
  expect(textFormOf({ kind: 'news', articles: [article] })).toBe('社保卡\nhttps://a.cn/i');
  expect(textFormOf({ kind: 'image', mediaId: 'm' })).toBeNull();
});
