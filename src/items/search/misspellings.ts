import type { Dictionary, Word } from './dictionary';
import type { Sound } from './pinyin';

/** A word that was probably meant by a stretch of the text that no dictionary holds. */
export interface Guess {
  word: Word;
  start: number;
  length: number;
  /** Below 1: how sure. */
  weight: number;
  written: string;
}

const SAME_SOUND_WEIGHT = 0.9;
const SHORT_SAME_SOUND_WEIGHT = 0.7;
const ONE_EDIT_WEIGHT = 0.75;
const SHORTEST_FOR_EDIT = 4;

/**
 * Finds words behind slips: another character of the same sound (身份正, 高龄津帖; what a voice
 * recogniser writes too), or one character wrong, missing or too many in a word of four or more.
 * Look-ups only: the time does not grow with the number of words.
 */
export class MisspellingIndex {
  private readonly bySound = new Map<string, Word>();
  private readonly byGap = new Map<string, Word>();

  constructor(
    private readonly dictionary: Dictionary,
    private readonly sound: Sound,
  ) {
    for (const word of dictionary.words.values()) {
      if (word.stop || word.text.length < 2 || !/^\p{Script=Han}+$/u.test(word.text)) continue;
      const key = this.soundOf(word.text);
      if (!this.bySound.has(key)) this.bySound.set(key, word);
      if (word.text.length < SHORTEST_FOR_EDIT) continue;
      for (const gap of gapsOf(word.text)) {
        if (!this.byGap.has(gap)) this.byGap.set(gap, word);
      }
    }
  }

  /** Guesses for every stretch of `text`, longest first at each place; known words are not guessed at. */
  guess(text: string): Guess[] {
    const found: Guess[] = [];
    for (let start = 0; start < text.length; start += 1) {
      for (let length = Math.min(8, text.length - start); length >= 2; length -= 1) {
        const written = text.slice(start, start + length);
        if (this.dictionary.find(written)) continue;
        const guess = this.guessAt(written);
        if (guess) found.push({ ...guess, start, length, written });
      }
    }
    return found;
  }

  private guessAt(written: string): { word: Word; weight: number } | null {
    const same = this.bySound.get(this.soundOf(written));
    if (same && same.text.length === written.length) {
      const shared = countShared(same.text, written);
      if (written.length > 2 && shared > 0) return { word: same, weight: SAME_SOUND_WEIGHT };
      if (written.length === 2 && shared === 1) {
        return { word: same, weight: SHORT_SAME_SOUND_WEIGHT };
      }
    }
    if (written.length < SHORTEST_FOR_EDIT - 1) return null;
    const missing = this.byGap.get(written);
    if (missing) return { word: missing, weight: ONE_EDIT_WEIGHT };
    if (written.length < SHORTEST_FOR_EDIT) return null;
    for (const gap of gapsOf(written)) {
      const word =
        this.byGap.get(gap) ??
        (gap.length >= SHORTEST_FOR_EDIT ? this.dictionary.find(gap) : undefined);
      if (word && !word.stop && isOneEdit(word.text, written)) {
        return { word, weight: ONE_EDIT_WEIGHT };
      }
    }
    return null;
  }

  private soundOf(text: string): string {
    return [...text].map(this.sound).join(' ');
  }
}

/** The text with each one of its characters left out. */
function gapsOf(text: string): string[] {
  return [...text].map((_, index) => text.slice(0, index) + text.slice(index + 1));
}

function countShared(a: string, b: string): number {
  return [...a].filter((sign, index) => sign === b[index]).length;
}

/** One substitution, or one character too many; a different first and last character is another word. */
function isOneEdit(right: string, written: string): boolean {
  if (right.length === written.length) {
    return countShared(right, written) === right.length - 1;
  }
  return Math.abs(right.length - written.length) === 1;
}
