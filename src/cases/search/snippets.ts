import type { CaseText } from './case-texts';
import type { FoldText } from './fold-text';

/** A piece of what was said around the words that were looked for. */
export interface Snippet {
  kind: CaseText['kind'];
  at: Date;
  text: string;
  /** What to mark, `[start, end)` in UTF-16 units of `text`, in order and apart from one another. */
  marks: readonly (readonly [number, number])[];
  /** Whether something was cut off before and after. */
  cutBefore: boolean;
  cutAfter: boolean;
}

const BEFORE = 20;
const LENGTH = 80;
const MOST = 3;

/** At most three pieces of a case's words; those with more different terms first, then the newest. */
export function makeSnippets(
  foldText: FoldText,
  texts: readonly CaseText[],
  terms: readonly string[],
): Snippet[] {
  const found = texts.flatMap((text) => {
    const folded = foldText(text.text);
    const hits = terms.filter((term) => folded.includes(term)).length;
    return hits === 0 ? [] : [{ text, folded, hits }];
  });
  return found
    .sort((a, b) => b.hits - a.hits || b.text.at.getTime() - a.text.at.getTime())
    .slice(0, MOST)
    .map(({ text, folded }) => cut(text, findMarks(folded, terms)));
}

/** Every place of every term; places that touch become one. */
function findMarks(folded: string, terms: readonly string[]): [number, number][] {
  const places = terms.flatMap((term) => {
    const starts: [number, number][] = [];
    for (let at = folded.indexOf(term); at !== -1; at = folded.indexOf(term, at + 1)) {
      starts.push([at, at + term.length]);
    }
    return starts;
  });
  const marks: [number, number][] = [];
  for (const place of places.sort(([a], [b]) => a - b)) {
    const last = marks.at(-1);
    if (last && place[0] <= last[1]) last[1] = Math.max(last[1], place[1]);
    else marks.push([...place]);
  }
  return marks;
}

function cut({ kind, at, text }: CaseText, marks: readonly [number, number][]): Snippet {
  const start = wholeSign(text, Math.max(0, marks[0]![0] - BEFORE));
  const end = wholeSign(text, Math.min(text.length, start + LENGTH));
  return {
    kind,
    at,
    text: text.slice(start, end),
    marks: marks
      .filter(([from]) => from < end)
      .map(([from, to]) => [from - start, Math.min(to, end) - start]),
    cutBefore: start > 0,
    cutAfter: end < text.length,
  };
}

/** Never between the two halves of one sign. */
function wholeSign(text: string, at: number): number {
  const unit = text.charCodeAt(at);
  return unit >= 0xdc00 && unit <= 0xdfff ? at - 1 : at;
}
