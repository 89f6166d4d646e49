import type { Normalise } from '../items/search/normalise';

/** How far apart the two sides of “…” may stand, in characters. */
const GAP = '.{0,6}';

/** Finds the first of many words in a normalised text; one pass however many words there are. */
export interface PhraseMatcher {
  /** @returns what was found in the text, or null */
  find(text: string): string | null;
}

/**
 * @param words as admins write them; “…” inside a word stands for up to six characters
 */
export function createPhraseMatcher(words: readonly string[], normalise: Normalise): PhraseMatcher {
  const parts = words
    .map((word) => word.split('…').map(normalise).filter(Boolean).join(GAP))
    .filter(Boolean)
    .sort((a, b) => b.length - a.length);
  if (parts.length === 0) return { find: () => null };
  const pattern = new RegExp(parts.join('|'));
  return { find: (text) => pattern.exec(text)?.[0] ?? null };
}
