import { caseTypes, type CaseType } from '../case-type';
import type { SqueezeText } from './squeeze-text';
import { wordLevels, type WordGroup, type WordLevel } from './schema';

/** A listed word in a text: `length` UTF-16 units from `start`. */
export interface FoundWord {
  start: number;
  length: number;
  group: WordGroup;
}

/** @param type what the matter is; null: not known yet, every group counts */
export type FindWords = (text: string, type: CaseType | null) => FoundWord[];

/** As many signs may stand in the place of “…”, never beyond a sentence. */
const GAP = '[^\\n。！？；]{0,6}?';

interface Compiled {
  group: WordGroup;
  words: RegExp[];
  unless: RegExp[];
}

interface Span {
  from: number;
  to: number;
}

/**
 * Makes the function that finds the words of groups in a text. Of words that overlap the weightier one is
 * found, of equal ones the longer; places are those of the text as it was written.
 */
export function createWordFinder(groups: readonly WordGroup[], squeeze: SqueezeText): FindWords {
  const compile = (word: string) => compileWord(word, squeeze);
  const compiled = groups.map((group): Compiled => ({
    group,
    words: group.words.map(compile),
    unless: group.unless.map(compile),
  }));
  return (text, type) => {
    const squeezed = squeeze(text);
    const found = compiled
      .filter(({ group }) => isMeant(group, type))
      .flatMap((one) => spansOf(one, squeezed.text).map((span) => ({ ...span, group: one.group })));
    return withoutOverlaps(found).map(({ from, to, group }) => {
      const start = squeezed.places[from]!;
      return { start, length: squeezed.places[to - 1]! + 1 - start, group };
    });
  };
}

function isMeant({ matters }: WordGroup, type: CaseType | null): boolean {
  return matters === undefined || type === null || matters.includes(caseTypes[type]);
}

function compileWord(word: string, squeeze: SqueezeText): RegExp {
  const parts = word.split('…').map((part) => squeeze(part).text);
  const literals = parts.map((part) => part.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&'));
  return new RegExp(literals.filter(Boolean).join(GAP), 'g');
}

function spansOf({ words, unless }: Compiled, text: string): Span[] {
  const found = words.flatMap((word) => occurrences(word, text));
  if (found.length === 0) return [];
  const spared = unless.flatMap((word) => occurrences(word, text));
  return found.filter(({ from, to }) =>
    spared.every((spare) => from < spare.from || to > spare.to),
  );
}

function occurrences(word: RegExp, text: string): Span[] {
  return [...text.matchAll(word)].map(({ index, 0: { length } }) => ({
    from: index,
    to: index + length,
  }));
}

function withoutOverlaps<Found extends Span & { group: WordGroup }>(
  found: readonly Found[],
): Found[] {
  const weight = ({ group }: Found) => weightOf(group.level);
  const kept: Found[] = [];
  const first = [...found].sort(
    (a, b) => weight(b) - weight(a) || b.to - b.from - (a.to - a.from) || a.from - b.from,
  );
  for (const one of first) {
    if (kept.every(({ from, to }) => one.to <= from || one.from >= to)) kept.push(one);
  }
  return kept.sort((a, b) => a.from - b.from);
}

function weightOf(level: WordLevel): number {
  return wordLevels.indexOf(level);
}
