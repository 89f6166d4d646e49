import type { FieldOf } from '../schema';
import { compact, findFirst, refused, value, type FieldType, type Reading } from './reading';

/** The signs of GB 32100-2015; a sign's value is its place here. */
const SIGNS = '0123456789ABCDEFGHJKLMNPQRTUWXY';
const WRITTEN = /(?<![0-9A-Za-z])[0-9A-Za-z](?:[ -]?[0-9A-Za-z]){17}(?![0-9A-Za-z])/g;

export const creditCode: FieldType<FieldOf<'credit_code'>> = {
  certain: true,
  find: (text) => findFirst(text, WRITTEN, (written) => readCreditCode(written)),
  read: (text) => readCreditCode(text),
};

/** The check character that belongs to the first 17 signs. */
export function creditCheckCharacter(signs: string): string {
  let sum = 0;
  let weight = 1;
  for (const sign of signs.slice(0, 17)) {
    sum += SIGNS.indexOf(sign) * weight;
    weight = (weight * 3) % 31;
  }
  return SIGNS[(31 - (sum % 31)) % 31]!;
}

function readCreditCode(text: string): Reading {
  const code = compact(text);
  if (/^\d{15}$/.test(code)) {
    return refused('这是旧的注册号。请发营业执照上18位的统一社会信用代码。');
  }
  if (!/^[0-9A-Z]+$/.test(code)) {
    return refused('统一社会信用代码是18位数字和字母，在营业执照上。');
  }
  if (code.length !== 18) {
    return refused(`统一社会信用代码应是18位，您发的是${code.length}位，请再看一下。`);
  }
  if (/[IOSVZ]/.test(code)) {
    return refused('代码里没有字母I、O、S、V、Z，是不是把数字看成了字母？请再看一下。');
  }
  return creditCheckCharacter(code) === code[17]
    ? value(code)
    : refused('代码对不上，可能有一位打错了，请照营业执照再核对一遍。');
}
