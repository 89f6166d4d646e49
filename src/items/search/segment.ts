import type { Dictionary, Word } from './dictionary';

/** A stretch of the text: a word of the dictionary, or one character that belongs to none. */
export interface Piece {
  text: string;
  start: number;
  word: Word | null;
}

/**
 * Cuts a normalised text into words so that the sum of squared lengths is greatest: long words win
 * over the short ones inside them (身份证明 over 身份证). Runs in length × longest word.
 */
export function segment(text: string, dictionary: Dictionary): Piece[] {
  const best = new Array<number>(text.length + 1).fill(0);
  const chosen = new Array<Word | null>(text.length).fill(null);
  for (let start = text.length - 1; start >= 0; start -= 1) {
    best[start] = best[start + 1]!;
    let node = dictionary.root.next.get(text.charCodeAt(start));
    for (let end = start + 1; node; end += 1) {
      const { word } = node;
      if (word) {
        const length = end - start;
        const value = length * length - (word.stop ? 0.5 : 0) + best[end]!;
        if (value > best[start]!) {
          best[start] = value;
          chosen[start] = word;
        }
      }
      node = end < text.length ? node.next.get(text.charCodeAt(end)) : undefined;
    }
  }
  const pieces: Piece[] = [];
  for (let start = 0; start < text.length; start += pieces.at(-1)!.text.length) {
    const word = chosen[start]!;
    pieces.push({ text: word ? word.text : text[start]!, start, word });
  }
  return pieces;
}

/** A short ask that is for the greater part not made of known words is a word itself: 湘易办, 黄茶节. */
export function isOwnWord(ask: string, frame: Dictionary): boolean {
  if (ask.length < 2 || ask.length > 5) return false;
  const unknown = segment(ask, frame).filter((piece) => piece.word === null).length;
  return unknown * 2 >= ask.length;
}
