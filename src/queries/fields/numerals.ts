const DIGITS: Readonly<Record<string, number>> = {
  零: 0,
  〇: 0,
  一: 1,
  幺: 1,
  元: 1,
  正: 1,
  二: 2,
  两: 2,
  三: 3,
  四: 4,
  五: 5,
  六: 6,
  七: 7,
  八: 8,
  九: 9,
};

/** What stands for a whole number below 100 in a pattern: 12, 十二, 廿二. */
export const NUMERAL =
  '(?:\\d{1,2}|[一二两三四五六七八九]?十[一二三四五六七八九]?|廿[一二三四五六七八九]?|[零〇一元正二两三四五六七八九])';

/** The number that a numeral below 100 stands for, or null. */
export function readNumeral(written: string): number | null {
  if (/^\d+$/.test(written)) return Number(written);
  const tens = /^([一二两三四五六七八九]?)十([一二三四五六七八九]?)$/.exec(
    written.replace(/^廿/, '二十'),
  );
  if (tens) return (DIGITS[tens[1]!] ?? 1) * 10 + (DIGITS[tens[2]!] ?? 0);
  return DIGITS[written] ?? null;
}
