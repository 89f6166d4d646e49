import type { DigitGroup } from './digit-groups';
import {
  hasLuhnDigit,
  isBankCard,
  isIdNumber,
  isMobile,
  type PersonalNumber,
} from './number-shapes';

const DOT = /[.\u00b7\uff0e]/;
const COUNTRY_CODE = /^(?:00)?86/;

/**
 * What several groups of digits, read as one number, are. Figures that merely stand side by side (amounts, years,
 * dates, ages) add up to the right length now and then; they are told from numbers written in groups.
 */
export function kindOfJoined(groups: readonly DigitGroup[]): PersonalNumber | null {
  const digits = groups.map((group) => group.digits).join('');
  if (groups.slice(1).some((group) => DOT.test(group.gap ?? ''))) {
    return isMobile(digits) && isThreeFourFour(groups) ? 'mobile' : null;
  }
  if (isIdNumber(digits)) return areAmounts(groups) ? null : 'id_number';
  if (isMobile(digits)) return isGroupedMobile(groups) ? 'mobile' : null;
  return isBankCard(digits) && isGroupedCard(digits, groups) ? 'bank_card' : null;
}

function isGroupedMobile(groups: readonly DigitGroup[]): boolean {
  const first = groups[0]!.digits;
  if (COUNTRY_CODE.test(first) || first === '0' || isThreeFourFour(groups)) return true;
  if (areAmounts(groups) || /^19\d\d$/.test(first)) return false;
  return first.length >= 3 || !groups.some(({ digits }) => /^(?:19|20)\d\d$/.test(digits));
}

function isThreeFourFour(groups: readonly DigitGroup[]): boolean {
  const lengths = groups.map((group) => group.digits.length).join('-');
  return lengths.endsWith('3-4-4') || lengths === '5-4-4';
}

function isGroupedCard(digits: string, groups: readonly DigitGroup[]): boolean {
  const leading = groups.slice(0, -1).map((group) => group.digits.length);
  if (!/^[3-69]/.test(digits) || areAmounts(groups)) return false;
  if (!hasLuhnDigit(digits)) return leading[0] === 6 || leading.every((length) => length === 4);
  return (
    leading.every((length) => length >= 4) || groups.every((group) => group.digits.length === 1)
  );
}

/** Round sums, as in "1500 3000 500". */
function areAmounts(groups: readonly DigitGroup[]): boolean {
  return groups.every(({ digits }) => digits.length > 1 && digits.endsWith('0'));
}
