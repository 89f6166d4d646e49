import type { Normalise } from '../items/search/normalise';
import { foldDialect } from './dialect';
import { readModality, type Modality } from './modality';

/** How far apart the two sides of “…” may stand, in characters. */
const GAP = 6;

/** What one text holds of all phrases of a book: by list, one word of it. */
export interface Scan {
  readonly meant: ReadonlyMap<number, string>;
  /** Words that are only denied or feared where they stand; null where nothing is. */
  readonly doubted: ReadonlyMap<number, Doubted> | null;
}

interface Doubted {
  word: string;
  modality: Modality;
}

/** One list of words. */
export interface PhraseMatcher {
  /** @returns a word of the list that the scanned text holds, or null */
  find(scan: Scan): string | null;
  /** @returns 'meant' as soon as one word is; null where there is none */
  manner(scan: Scan): 'meant' | Modality | null;
}

interface Node {
  next: Map<string, Node>;
  /** Lists that have the word which ends here. */
  lists: number[];
  /** Words with “…” whose beginning ends here. */
  gapped: { rest: readonly string[]; list: number }[];
}

/**
 * All lists of words that a message is looked through for, in one tree: a message is read once,
 * however many lists and words there are.
 */
export class PhraseBook {
  private readonly root = emptyNode();
  private lists = 0;

  private readonly normalise: Normalise;

  constructor(normalise: Normalise) {
    this.normalise = (text) => foldDialect(normalise(text));
  }

  /** @param words as admins write them; “…” inside a word stands for up to six characters */
  add(words: readonly string[]): PhraseMatcher {
    const list = this.lists;
    this.lists += 1;
    for (const word of words) {
      const [first, ...rest] = word.split('…').map(this.normalise).filter(Boolean);
      if (first === undefined) continue;
      const node = this.insert(first);
      if (rest.length === 0) node.lists.push(list);
      else node.gapped.push({ rest, list });
    }
    return {
      find: ({ meant, doubted }) => meant.get(list) ?? doubted?.get(list)?.word ?? null,
      manner: ({ meant, doubted }) =>
        meant.has(list) ? 'meant' : (doubted?.get(list)?.modality ?? null),
    };
  }

  /** @param plain normalised; the dialect is folded here, as it is in the words */
  scan(plain: string): Scan {
    const text = foldDialect(plain);
    const modality = readModality(text);
    const meant = new Map<number, string>();
    const doubted = modality && new Map<number, Doubted>();
    for (let start = 0; start < text.length; start += 1) {
      const here = modality?.get(start);
      const mark = (list: number, end: number) => {
        const word = text.slice(start, end);
        if (here === undefined) meant.set(list, word);
        else doubted?.set(list, { word, modality: here });
      };
      this.walk(text, start, mark);
    }
    return { meant, doubted };
  }

  /** Every word that begins at `start`. */
  private walk(text: string, start: number, mark: (list: number, end: number) => void): void {
    let node = this.root.next.get(text[start]!);
    for (let end = start + 1; node; end += 1) {
      for (const list of node.lists) mark(list, end);
      for (const { rest, list } of node.gapped) {
        const last = endOf(text, end, rest);
        if (last !== null) mark(list, last);
      }
      node = end < text.length ? node.next.get(text[end]!) : undefined;
    }
  }

  private insert(word: string): Node {
    let node = this.root;
    for (let at = 0; at < word.length; at += 1) {
      const known = node.next.get(word[at]!) ?? emptyNode();
      node.next.set(word[at]!, known);
      node = known;
    }
    return node;
  }
}

/** Where the last part ends when each part stands within the gap after the one before; else null. */
function endOf(text: string, from: number, parts: readonly string[]): number | null {
  let end = from;
  for (const part of parts) {
    const at = text.indexOf(part, end);
    if (at < 0 || at > end + GAP) return null;
    end = at + part.length;
  }
  return end;
}

function emptyNode(): Node {
  return { next: new Map(), lists: [], gapped: [] };
}
