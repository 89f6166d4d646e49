import type { FieldOf } from '../schema';
import { compact, findFirst, refused, value, type FieldType, type Reading } from './reading';

const PROVINCES = '京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼';
const SIGN = 'A-HJ-NP-Z0-9';
/** Ordinary plates: five signs, the last perhaps a word. GA 36-2018. */
const ORDINARY = new RegExp(`^[${PROVINCES}][A-HJ-NP-Z][${SIGN}]{4}[${SIGN}挂学警港澳]$`);
/** New energy: six signs, a letter of A–H, J, K first (small) or last (large). */
const NEW_ENERGY = new RegExp(
  `^[${PROVINCES}][A-HJ-NP-Z](?:[A-HJK][${SIGN}]\\d{4}|\\d{5}[A-HJK])$`,
);
const WRITTEN = new RegExp(
  `[${PROVINCES}][ ·.-]?[A-Za-z][ ·.-]?(?:[A-Za-z0-9][ -]?){4,5}(?:[A-Za-z0-9]|[挂学警港澳])?(?![A-Za-z0-9])`,
  'g',
);

export const plate: FieldType<FieldOf<'plate'>> = {
  certain: true,
  find: (text) => findFirst(text, WRITTEN, (written) => readPlate(written)),
  read: (text) => readPlate(text.replace(/^(?:我的|我)?(?:车牌号?|车)(?:是|:)?/, '')),
};

function readPlate(text: string): Reading {
  const number = compact(text);
  if (ORDINARY.test(number) || NEW_ENERGY.test(number)) return value(number);
  if (/^[A-Z][A-Z0-9]{5,6}$/.test(number)) {
    return refused('请把最前面的汉字也写上，例如“湘F12345”。');
  }
  if (!new RegExp(`^[${PROVINCES}]`).test(number)) {
    return refused('车牌号请照行驶证写，例如“湘F12345”。');
  }
  if (/[IO]/.test(number.slice(1))) {
    return refused('车牌里没有字母I和O，是不是数字1和0？请再看一下。');
  }
  return refused('车牌号的位数不对，请照行驶证再写一遍，例如“湘F12345”。');
}
