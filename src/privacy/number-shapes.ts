export type PersonalNumber = 'id_number' | 'mobile' | 'bank_card';

const MOBILE = /^((?:00)?86|0)?1[3-9]\d{9}$/;
/** Card numbers of the larger Chinese banks from before UnionPay's 62; not all of them keep the check digit. */
const KNOWN_CARD = /^(?:62|9558|436742|436745|456351|601382|603367|524094)/;
const DAYS_IN_MONTH = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/**
 * Whether the characters have the shape of an identity number: 18 with a possible birth date (the last may be X), or
 * the former 15. The check digit is not looked at: a slip of the finger is personal data as well. GB 11643-1999.
 */
export function isIdNumber(characters: string): boolean {
  if (/^[1-9]\d{16}[\dX]$/.test(characters)) {
    const year = characters.slice(6, 10);
    return year >= '1850' && year < '2100' && isMonthAndDay(characters.slice(10, 14), Number(year));
  }
  // The century is not written; 1900 to 1999 has all days that any year has, and one 29 February too many.
  return /^[1-9]\d{14}$/.test(characters) && isMonthAndDay(characters.slice(8, 12), 2000);
}

/** A mobile number of mainland China, also with 86, 0086 or 0 before it. */
export function isMobile(digits: string): boolean {
  return MOBILE.test(digits);
}

/** A bank card: 16 to 19 digits with a right check digit (Luhn), or beginning like a known Chinese card. */
export function isBankCard(digits: string): boolean {
  return /^[1-9]\d{15,18}$/.test(digits) && (hasLuhnDigit(digits) || KNOWN_CARD.test(digits));
}

/** ISO/IEC 7812-1, annex B. */
export function hasLuhnDigit(digits: string): boolean {
  let sum = 0;
  for (let place = 0; place < digits.length; place++) {
    const digit = Number(digits[digits.length - 1 - place]);
    const doubled = digit * 2;
    sum += place % 2 === 0 ? digit : doubled > 9 ? doubled - 9 : doubled;
  }
  return sum % 10 === 0;
}

function isMonthAndDay(monthAndDay: string, year: number): boolean {
  const month = Number(monthAndDay.slice(0, 2));
  const day = Number(monthAndDay.slice(2));
  const days = DAYS_IN_MONTH[month - 1];
  if (days === undefined || day < 1 || day > days) return false;
  const isLeap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  return month !== 2 || day < 29 || isLeap;
}
