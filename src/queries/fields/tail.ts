import type { FieldOf } from '../schema';
import { compact, findFirst, refused, value, type FieldType, type Reading } from './reading';

type Tail = FieldOf<'tail'>;

const MARKED =
  /(?:尾号|尾数|后四位|末四位|后4位|末4位|最后四位|最后4位)(?:是|为|:)?[: ]*([0-9]{3}[0-9Xx])(?![0-9A-Za-z])/;
const ALONE = /(?<![0-9A-Za-z.年月/-])[0-9]{3}[0-9Xx](?![0-9A-Za-z年月.%元块/-])/g;

export const tail: FieldType<Tail> = {
  certain: true,
  find(text, field) {
    const marked = MARKED.exec(text);
    if (marked) {
      const end = marked.index + marked[0].length;
      return { start: end - 4, end, reading: readTail(marked[1]!, field) };
    }
    return findFirst(text, ALONE, (written) => {
      const reading = readTail(written, field);
      return reading.kind === 'value' ? reading : null;
    });
  },
  read: (text, field) => readTail(text, field),
};

/** Four characters; of a whole number that was given instead, its last four. */
function readTail(text: string, { of, label }: Tail): Reading {
  const written = compact(text.replace(/^\D{0,12}(?=\d)/u, ''));
  const whole = of === 'mobile' ? /^1[3-9]\d{9}$/ : /^[1-9]\d{16}[\dX]$/;
  const four = of === 'mobile' ? /^\d{4}$/ : /^\d{3}[\dX]$/;
  const end = whole.test(written) ? written.slice(-4) : written;
  if (four.test(end)) return value(end);
  return refused(
    of === 'mobile'
      ? `${label}是4个数字，请只发这4位。`
      : `${label}是4位，最后一位可能是X，请只发这4位。`,
  );
}
