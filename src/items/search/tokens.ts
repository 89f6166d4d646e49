import type { Dictionary } from './dictionary';
import { segment, type Piece } from './segment';

/** What a text says, as marks that can be looked up: concepts, and pairs of characters beside them. */
export type Tokens = Map<string, Token>;

export interface Token {
  /** 1 for what is written; less for what is only probable. */
  weight: number;
  /** The words of the text that gave it. */
  written: string;
}

const INNER_WORD_WEIGHT = 0.35;

/** Tokens of a normalised text in the order of the text. */
export function tokenise(text: string, dictionary: Dictionary): Tokens {
  return tokensOf(segment(text, dictionary));
}

/** Tokens of a text that has been cut already. */
export function tokensOf(pieces: readonly Piece[]): Tokens {
  const tokens: Tokens = new Map();
  for (const [index, piece] of pieces.entries()) {
    if (!piece.word) addUnknown(tokens, pieces, index);
    else for (const concept of piece.word.concepts) add(tokens, concept, 1, piece.text);
  }
  return tokens;
}

/** Words inside longer words: weak evidence that a query gives, and that an ask never asks for. */
export function addInnerWords(
  tokens: Tokens,
  pieces: readonly Piece[],
  dictionary: Dictionary,
): void {
  for (const piece of pieces) {
    if (!piece.word || piece.word.stop || piece.text.length < 3) continue;
    for (const inner of innerWords(piece.text, dictionary)) {
      for (const concept of inner.concepts) add(tokens, concept, INNER_WORD_WEIGHT, inner.text);
    }
  }
}

/** All pairs of neighbouring characters: the last resort for words that no list has. */
export function pairsOf(text: string): Set<string> {
  const pairs = new Set<string>();
  for (let index = 0; index + 1 < text.length; index += 1) pairs.add(text.slice(index, index + 2));
  return pairs;
}

function addUnknown(tokens: Tokens, pieces: readonly Piece[], index: number): void {
  const piece = pieces[index]!;
  const next = pieces[index + 1];
  if (next && !next.word) {
    const pair = piece.text + next.text;
    add(tokens, `~${pair}`, 1, pair);
  } else if (index === 0 || pieces[index - 1]!.word) {
    add(tokens, `~${piece.text}`, 0.5, piece.text);
  }
}

function innerWords(text: string, dictionary: Dictionary) {
  const found = [];
  for (let start = 0; start < text.length; start += 1) {
    for (let end = start + 2; end <= text.length; end += 1) {
      if (end - start === text.length) continue;
      const word = dictionary.find(text.slice(start, end));
      if (word && !word.stop) found.push(word);
    }
  }
  return found;
}

function add(tokens: Tokens, key: string, weight: number, written: string): void {
  const known = tokens.get(key);
  if (!known || known.weight < weight) tokens.set(key, { weight, written });
}
