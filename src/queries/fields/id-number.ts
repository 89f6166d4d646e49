import { chinaDateOf } from '../../platform/china-time';
import type { FieldOf } from '../schema';
import { compact, findFirst, refused, value, type FieldType, type Reading } from './reading';

/** Weights and check characters of GB 11643-1999 (ISO 7064 MOD 11-2). */
const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const CHECKS = '10X98765432';
const WRITTEN = /(?<![0-9A-Za-z])[1-9](?:[ -]?\d){13,18}(?:[ -]?[Xx])?(?![0-9A-Za-z])/g;

export const idNumber: FieldType<FieldOf<'id_number'>> = {
  certain: true,
  find: (text, _field, now) =>
    findFirst(text, WRITTEN, (written) => {
      const number = compact(written);
      return number.length === 18 || isFormerNumber(number) ? readIdNumber(number, now) : null;
    }),
  read: (text, _field, now) => readIdNumber(compact(text), now),
};

/** The check character that belongs to the first 17 digits. */
export function idCheckCharacter(digits: string): string {
  const sum = WEIGHTS.reduce((total, weight, at) => total + weight * Number(digits[at]), 0);
  return CHECKS[sum % 11]!;
}

function readIdNumber(number: string, now: Date): Reading {
  if (isFormerNumber(number)) {
    return refused('这是15位的旧号码，早已停用。请发身份证上18位的号码。');
  }
  if (!/^\d+X?$/.test(number)) return refused('身份证号是18位数字，最后一位可能是X。');
  if (number.length !== 18) {
    return refused(`身份证号应是18位，您发的是${number.length}位，请再看一下。`);
  }
  if (!isPossibleBirthday(number.slice(6, 14), now)) {
    return refused('号码里的出生日期（第7到14位）不对，请照身份证再核对一遍。');
  }
  if (number[0] === '0' || idCheckCharacter(number) !== number[17]) {
    return refused('号码对不上，可能有一位打错了，请照身份证再核对一遍。');
  }
  return value(number);
}

/** 15 digits with a possible birth date, in use until 2012. */
function isFormerNumber(number: string): boolean {
  return /^[1-9]\d{14}$/.test(number) && isDate(`19${number.slice(6, 12)}`);
}

function isPossibleBirthday(digits: string, now: Date): boolean {
  const today = chinaDateOf(now).replaceAll('-', '');
  return isDate(digits) && digits >= '19000101' && digits <= today;
}

/** Whether `yyyymmdd` is a day of the calendar. */
export function isDate(digits: string): boolean {
  const iso = `${digits.slice(0, 4)}-${digits.slice(4, 6)}-${digits.slice(6, 8)}`;
  const at = new Date(`${iso}T00:00:00Z`);
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(iso);
}
