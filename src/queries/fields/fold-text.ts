import { readNumeral } from './numerals';

const DIGIT_SIGNS = '零〇一二三四五六七八九幺';
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
    .replace(SPELLED, (run) => [...run].map((sign) => readNumeral(sign) ?? '').join(''))
    .trim();
}

/** Whether a folded text says anything: more than punctuation, pictures and WeChat's own faces. */
export function saysSomething(text: string): boolean {
  return /[\p{L}\p{N}]/u.test(text.replace(/\[[\p{Script=Han}A-Za-z]{1,6}\]/gu, ''));
}
