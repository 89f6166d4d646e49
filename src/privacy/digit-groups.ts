/** A run of digits in a text: `[start, end)` in UTF-16 units, its digits as ASCII. */
export interface DigitGroup {
  start: number;
  end: number;
  digits: string;
  /** What stands between the group before and this one; null where more than separators does. */
  gap: string | null;
  /** Touches a mask that was put there before: what is left of a number, not a number to be joined. */
  isHint: boolean;
}

const GROUP = /[0-9\uff10-\uff19]+/g;
/** Spaces, dashes and dots of all widths, at most three in a row. */
const GAP =
  /^[ \t\u00a0\u2000-\u200d\u202f\u2060\u3000\ufeff\-\u00ad\u2010-\u2015\u2212\u30fc\ufe63\uff0d.\u00b7\uff0e]{1,3}$/;
const MASK_BEFORE = /\*{4}$/;

/** The runs of digits in a text, full-width ones too, in order. */
export function findDigitGroups(text: string): DigitGroup[] {
  const groups: DigitGroup[] = [];
  let previousEnd = -1;
  for (const { 0: run, index: start } of text.matchAll(GROUP)) {
    const end = start + run.length;
    const between =
      previousEnd >= 0 && start - previousEnd <= 3 ? text.slice(previousEnd, start) : null;
    groups.push({
      start,
      end,
      digits: foldDigits(run),
      gap: between !== null && GAP.test(between) ? between : null,
      isHint:
        MASK_BEFORE.test(text.slice(Math.max(0, start - 4), start)) || text.startsWith('****', end),
    });
    previousEnd = end;
  }
  return groups;
}

function foldDigits(run: string): string {
  return run.replace(/[\uff10-\uff19]/g, (digit) =>
    String.fromCharCode(digit.charCodeAt(0) - 0xfee0),
  );
}
