import type { FieldOf } from '../schema';
import { foldText } from './fold-text';
import { NUMERAL, readNumeral } from './numerals';
import { refused, value, type FieldType, type Found } from './reading';

type Choice = FieldOf<'choice'>;

const NUMBER = new RegExp(
  `^(?:我?(?:要|选|选择|回复|就|是))?第?(${NUMERAL})(?:个|项|条|号|种|样)?(?:吧|的|啊|哦)?[。.]?$`,
);

export const choice: FieldType<Choice> = {
  certain: true,
  find(text, field) {
    const named = field.options.flatMap((option) =>
      placesOf(text, [option.label, option.value, ...option.names], option.value),
    );
    // "低保边缘家庭" says 低保 too: the longest name at a place is what was meant.
    const longest = named.filter(
      (one) => !named.some((other) => other !== one && covers(other, one)),
    );
    const values = new Set(longest.map(({ written }) => written));
    const [first] = longest;
    if (!first || values.size > 1) return null;
    return { start: first.start, end: first.end, reading: value(first.written) };
  },
  read(text, field, now) {
    const number = NUMBER.exec(text)?.[1];
    if (number !== undefined) {
      const option = field.options[readNumeral(number)! - 1];
      if (option) return value(option.value);
    }
    const found = choice.find(text, field, now);
    const numbers = field.options.map((_, index) => index + 1).join('、');
    return found ? found.reading : refused(`请回复 ${numbers} 里的一个数字。`);
  },
};

interface Named extends Omit<Found, 'reading'> {
  written: string;
}

function placesOf(text: string, names: readonly string[], written: string): Named[] {
  return names.flatMap((name) => {
    const folded = foldText(name).toLowerCase();
    const start = folded === '' ? -1 : text.toLowerCase().indexOf(folded);
    return start < 0 ? [] : [{ start, end: start + folded.length, written }];
  });
}

function covers(outer: Named, inner: Named): boolean {
  const isLonger = outer.end - outer.start > inner.end - inner.start;
  return isLonger && outer.start <= inner.start && outer.end >= inner.end;
}
