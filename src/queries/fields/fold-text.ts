const DIGIT_SIGNS = '零〇一二三四五六七八九幺';
const DIGITS: Readonly<Record<string, string>> = {
  零: '0',
  〇: '0',
  一: '1',
  幺: '1',
  二: '2',
  三: '3',
  四: '4',
  五: '5',
  六: '6',
  七: '7',
  八: '8',
  九: '9',
};
/** Four and more in a row are a number that was spelled out, by voice for the most part. */
const SPELLED = new RegExp(`[${DIGIT_SIGNS}](?: ?[${DIGIT_SIGNS}]){3,}`, 'g');
const INVISIBLE = /\p{Cf}|\p{Variation_Selector}/gu;

/**
 * The form in which fields are read: full-width letters and digits made plain (NFKC), signs that
 * cannot be seen gone, any white space one space, numbers that were spelled out in digits.
 */
export function foldText(text: string): string {
  return text
    .normalize('NFKC')
    .replace(INVISIBLE, '')
    .replace(/[‧•・∙]/g, '·')
    .replace(/[×✕✖]/g, 'X')
    .replace(/\s+/g, ' ')
    .replace(SPELLED, (run) => [...run].map((sign) => DIGITS[sign] ?? '').join(''))
    .trim();
}

/** Whether a folded text says anything: more than punctuation, pictures and WeChat's own faces. */
export function saysSomething(text: string): boolean {
  return /[\p{L}\p{N}]/u.test(text.replace(/\[[\p{Script=Han}A-Za-z]{1,6}\]/gu, ''));
}
