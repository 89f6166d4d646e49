import { classSentences, returnCodeTable, type ReturnCodeClass } from './return-code-table';

/** What one return code means to us. Both sentences are plain Chinese without personal data. */
export interface ReturnCode {
  code: number;
  class: ReturnCodeClass;
  /** For the unit's staff: what it means for the citizen or for their work. */
  forStaff: string;
  /** For whoever runs the system: what is wrong and where it is put right. */
  forOperator: string;
}

/** The table by code. */
export const returnCodes: ReadonlyMap<number, ReturnCode> = new Map(
  returnCodeTable.flatMap((row) =>
    row.codes.flatMap(expand).map((code) => [
      code,
      {
        code,
        class: row.class,
        forStaff: row.forStaff ?? classSentences[row.class],
        forOperator: row.forOperator,
      },
    ]),
  ),
);

/**
 * What a code other than 0 means: 全局返回码 (Global return codes). A code that is not in the table
 * is taken as a fault of ours (B), so that nothing is sent again because of it.
 */
export function describeReturnCode(code: number): ReturnCode {
  return (
    returnCodes.get(code) ?? {
      code,
      class: 'B',
      forStaff: classSentences.B,
      forOperator: `微信返回了没有见过的代码 ${code}，请查官方的“全局返回码”。`,
    }
  );
}

function expand(entry: number | readonly [number, number]): number[] {
  if (typeof entry === 'number') return [entry];
  const [first, last] = entry;
  return Array.from({ length: last - first + 1 }, (_, index) => first + index);
}
