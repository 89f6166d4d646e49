import { isIdNumber } from '../../../privacy/number-shapes';
import { creditCheckCharacter } from '../../fields/credit-code';
import { foldText } from '../../fields/fold-text';
import { idCheckCharacter, isDate } from '../../fields/id-number';
import { readMobile } from '../../fields/mobile';
import { compact } from '../../fields/reading';
import type { ColumnDeclaration, ColumnType } from '../../source-schema';

/** A cell as it is kept and shown, or what is wrong with it, without its content. */
export type Cell = { value: string } | { fault: string };

const MAX_CHARACTERS = 2000;
/** What a spreadsheet leaves of a long number that it took for a quantity. */
const LOST_DIGITS = /^\d(?:\.\d+)?E\+\d{2}$/i;
const FORMULA_ERROR = /^#(?:N\/A|REF!|VALUE!|DIV\/0!|NAME\?|NUM!|NULL!|SPILL!)$/;
const DAY_MS = 86_400_000;
/** Nothing to fold: most cells of a table of a million rows. */
const PLAIN = /^[\x21-\x7e]*$/;

/** Reads a cell by its column's type. @param from1904 how the file counts days that are mere numbers */
export function readCell(column: ColumnDeclaration, written: string, from1904: boolean): Cell {
  const text = /^="(.*)"$/s.exec(written)?.[1]?.trim() ?? written;
  if (text === '') return column.required ? { fault: '不能空着' } : { value: '' };
  if (text.length > MAX_CHARACTERS) return { fault: `太长，最多 ${MAX_CHARACTERS} 字` };
  if (FORMULA_ERROR.test(text)) return { fault: '是公式算错的结果，请改成内容' };
  const cell = readers[column.type](text, from1904);
  if ('value' in cell && column.choices && !column.choices.includes(cell.value)) {
    return { fault: `只能是${column.choices.map((choice) => `“${choice}”`).join('、')}` };
  }
  return cell;
}

/** The form in which values are compared: the same for a cell and for what a citizen writes. */
export function comparableOf(type: ColumnType, value: string): string {
  const folded = fold(value);
  switch (type) {
    case 'text':
      return folded.toLowerCase();
    case 'name':
      return folded.replaceAll(' ', '').replace(/[.。]/g, '·');
    case 'date':
    case 'month':
    case 'number':
    case 'money':
    case 'latitude':
    case 'longitude':
      return folded;
    case 'code':
    case 'id_number':
    case 'mobile':
    case 'credit_code':
    case 'plate':
      return compact(folded);
  }
}

/** Fingerprints cover this: another way to compare needs another import. */
export const COMPARISON = 1;

const readers: Readonly<Record<ColumnType, (text: string, from1904: boolean) => Cell>> = {
  text: (text) => ({ value: text }),
  name: (text) => {
    const name = text.replace(/(?<=\p{Script=Han})\s+(?=\p{Script=Han})/gu, '');
    return name.length <= 40 ? { value: name } : { fault: '不像姓名，太长' };
  },
  code: (text) => (LOST_DIGITS.test(text) ? lostDigits() : { value: fold(text) }),
  number: (text) => readNumber(text),
  money: readMoney,
  date: (text, from1904) => readDay(text, from1904),
  month: readMonth,
  id_number: readIdNumber,
  mobile: (text) => {
    if (LOST_DIGITS.test(text)) return lostDigits();
    const reading = readMobile(fold(text));
    return reading.kind === 'value' ? { value: reading.value } : { fault: '不是 11 位的手机号' };
  },
  credit_code: (text) => {
    const code = compact(fold(text));
    const isRight =
      /^[0-9A-HJ-NPQRTUWXY]{18}$/.test(code) && creditCheckCharacter(code) === code[17];
    return isRight ? { value: code } : { fault: '不是正确的统一社会信用代码' };
  },
  plate: (text) => {
    const plate = compact(fold(text));
    return /^\p{Script=Han}[A-Z][A-Z0-9]{4,5}[A-Z0-9挂学警港澳]?$/u.test(plate)
      ? { value: plate }
      : { fault: '不是车牌号' };
  },
  latitude: (text) => readDegrees(text, 3, 54, '纬度'),
  longitude: (text) => readDegrees(text, 73, 136, '经度'),
};

function readIdNumber(text: string): Cell {
  if (LOST_DIGITS.test(text)) return lostDigits();
  const number = compact(fold(text));
  if (/^\d{15}$/.test(number)) return { fault: '是 15 位的旧号码，请换成 18 位的' };
  if (!/^[1-9]\d{16}[\dX]$/.test(number)) return { fault: '不是 18 位的身份证号' };
  if (!isIdNumber(number)) return { fault: '身份证号里的出生日期不对' };
  if (idCheckCharacter(number) === number[17]) return { value: number };
  return number.endsWith('000')
    ? lostDigits()
    : { fault: '身份证号的校验位不对，可能有一位写错了' };
}

function lostDigits(): Cell {
  return {
    fault: '被表格软件当成数字，后几位已经丢了。请先把这一列的格式设为“文本”，再重新填写',
  };
}

function readNumber(text: string, digits?: number): Cell {
  const plain = fold(text).replace(/,(?=\d{3})/g, '');
  if (!/^[+-]?\d{1,15}(?:\.\d{1,20})?(?:E-?\d{1,2})?$/i.test(plain)) return { fault: '不是数字' };
  const number = Number(plain);
  if (digits !== undefined) return { value: number.toFixed(digits) };
  return { value: String(Number(number.toPrecision(15))) };
}

function readMoney(text: string): Cell {
  const plain = fold(text).replace(/^[¥¥]\s*|\s*元$/g, '');
  const cell = readNumber(plain, 2);
  return 'value' in cell ? cell : { fault: '不是金额' };
}

function readDegrees(text: string, least: number, most: number, name: string): Cell {
  const cell = readNumber(text, 6);
  if (!('value' in cell)) return { fault: `不是${name}` };
  const degrees = Number(cell.value);
  if (degrees >= least && degrees <= most) return cell;
  return { fault: `${name}要在 ${least} 到 ${most} 之间，经度和纬度是不是写反了` };
}

/** `2026-03-01`, `2026/3/1`, `2026年3月1日`, `20260301`, with or without a time, or a spreadsheet's day number. */
function readDay(text: string, from1904: boolean): Cell {
  const folded = fold(text);
  const found = /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:[ T]\d{1,2}:.*)?$/.exec(folded);
  if (found) return dayOf(found[1]!, found[2]!, found[3]!);
  const tight = /^(\d{4})(\d{2})(\d{2})$/.exec(folded);
  if (tight) return dayOf(tight[1]!, tight[2]!, tight[3]!);
  const day = /^(\d{4,6})(?:\.\d+)?$/.exec(folded)?.[1];
  return day === undefined ? notADay() : dayOfNumber(Number(day), from1904);
}

function readMonth(text: string, from1904: boolean): Cell {
  const folded = fold(text);
  const found = /^(\d{4})(?:[-/.年](\d{1,2})月?|(\d{2}))$/.exec(folded);
  if (found) {
    const month = Number(found[2] ?? found[3]);
    const isMonth = month >= 1 && month <= 12;
    return isMonth ? { value: `${found[1]}-${pad(month)}` } : { fault: '没有这个月' };
  }
  const day = readDay(folded, from1904);
  return 'value' in day ? { value: day.value.slice(0, 7) } : { fault: '不是月份，写成 2026-03' };
}

function dayOf(year: string, month: string, day: string): Cell {
  const digits = `${year}${month.padStart(2, '0')}${day.padStart(2, '0')}`;
  if (!isDate(digits)) return { fault: '没有这一天' };
  return { value: `${digits.slice(0, 4)}-${digits.slice(4, 6)}-${digits.slice(6)}` };
}

/** Day 1 is 1 January 1900, and spreadsheets believe in a 29 February 1900; or day 0 is 1 January 1904. */
function dayOfNumber(day: number, from1904: boolean): Cell {
  const at = new Date(
    Date.UTC(from1904 ? 1904 : 1899, from1904 ? 0 : 11, from1904 ? 1 : 30) + day * DAY_MS,
  );
  const year = at.getUTCFullYear();
  return year >= 1920 && year <= 2100 ? { value: at.toISOString().slice(0, 10) } : notADay();
}

function notADay(): Cell {
  return { fault: '不是日期，写成 2026-03-01' };
}

function fold(text: string): string {
  return PLAIN.test(text) ? text : foldText(text);
}

function pad(number: number): string {
  return String(number).padStart(2, '0');
}
