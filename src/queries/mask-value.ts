import { chinaDateOf } from '../platform/china-time';

/** How answer templates show a value, by the name that the files give it. */
const masks = {
  姓名: (value: string) =>
    `${[...value][0] ?? ''}${'*'.repeat(Math.max(1, [...value].length - 1))}`,
  证件: (value: string) => keepEnds(value, 3, 0),
  手机: (value: string) => keepEnds(value, 3, 2),
  卡号: (value: string) => keepEnds(value, 0, 4),
  日期: presentDate,
  金额: (value: string) => value,
  链接: presentLink,
} as const;

export type MaskName = keyof typeof masks;
export const maskNames = Object.keys(masks) as MaskName[];

/** @param showsAmounts false: 金额 is stars, whatever it is */
export function presentMasked(value: string, mask: MaskName, showsAmounts: boolean): string {
  return mask === '金额' && !showsAmounts ? '***' : masks[mask](value);
}

function keepEnds(value: string, first: number, last: number): string {
  const signs = [...value];
  if (signs.length <= first + last) return '*'.repeat(signs.length);
  const hidden = '*'.repeat(signs.length - first - last);
  return signs.slice(0, first).join('') + hidden + signs.slice(signs.length - last).join('');
}

/** The day of an instant in China as a citizen reads it: 2026年3月1日. */
export function presentDay(at: Date): string {
  return presentDate(chinaDateOf(at));
}

/** `2026-03-01` as 2026年3月1日, `2026-03` as 2026年3月; anything else as it is. */
function presentDate(value: string): string {
  const [, year, month, day] = /^(\d{4})-(\d{2})(?:-(\d{2}))?$/.exec(value) ?? [];
  if (year === undefined) return value;
  return `${year}年${Number(month)}月${day === undefined ? '' : `${Number(day)}日`}`;
}

/** A web address as words that can be tapped, in WeChat's own mark-up; anything else as it is. */
function presentLink(value: string): string {
  const isAddress = /^https?:\/\/[\x21-\x7e]+$/.test(value) && !/["'\\]/.test(value);
  return isAddress && URL.canParse(value) ? `<a href="${value}">点这里看</a>` : value;
}
