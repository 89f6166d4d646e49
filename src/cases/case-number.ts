/**
 * The number of a case (办件编号): the unit's letters, the day in China, a counter of at least four
 * digits and a check character after ISO/IEC 7064 (MOD 37,36), so that a slip of one character, or
 * two exchanged, is noticed: `RS20261123-0001`-like, written without the dash.
 */
const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ';

/** The check character of a string of digits and capital letters. */
export function checkCharacterOf(text: string): string {
  let product = 36;
  for (const character of text) {
    const value = ALPHABET.indexOf(character);
    if (value < 0) throw new RangeError('a case number has digits and capital letters only');
    const sum = (product + value) % 36 || 36;
    product = (sum * 2) % 37;
  }
  return ALPHABET[(37 - product) % 36]!;
}

/**
 * @param day the day in China, `2026-11-23`
 * @param count from 1
 */
export function buildCaseNumber(letters: string, day: string, count: number): string {
  const body = `${letters}${day.replaceAll('-', '')}${String(count).padStart(4, '0')}`;
  return body + checkCharacterOf(body);
}

/** Reads a number as people type it (small letters, spaces, dashes, full width); null if it cannot be one of ours. */
export function parseCaseNumber(text: string): string | null {
  const number = text.normalize('NFKC').replace(/[\s-]/g, '').toUpperCase();
  if (!/^[A-Z]{2,3}\d{8}\d{4,}[0-9A-Z]$/.test(number)) return null;
  return checkCharacterOf(number.slice(0, -1)) === number.at(-1) ? number : null;
}
