import type { FieldOf } from '../schema';
import { compact, findFirst, refused, value, type FieldType, type Reading } from './reading';

const WRITTEN = /(?<![0-9A-Za-z])(?:\+?(?:00)?86[ -]?)?1(?:[ -]?\d){10}(?![0-9A-Za-z])/g;

export const mobile: FieldType<FieldOf<'mobile'>> = {
  certain: true,
  find: (text) => findFirst(text, WRITTEN, (written) => readMobile(written)),
  read: (text) => readMobile(text),
};

/** A mobile number of mainland China as 11 digits, whatever stood before or between them. */
export function readMobile(text: string): Reading {
  const number = compact(text).replace(/^\+?(?:00)?86(?=1\d{10}$)/, '');
  if (!/^\d+$/.test(number)) return refused('手机号是11位数字，请只发号码。');
  if (/^0\d{9,11}$/.test(number)) return refused('这是座机号，请发11位的手机号。');
  if (number.length !== 11) {
    return refused(`手机号应是11位，您发的是${number.length}位，请再看一下。`);
  }
  return /^1[3-9]/.test(number) ? value(number) : refused('手机号以1开头，请再核对一遍。');
}
