import type { Dictionary, Word } from './dictionary';
import type { Sound } from './pinyin';
import { segment } from './segment';

/** A word that was probably meant by a stretch of the text that the dictionary does not hold. */
interface Guess {
  meant: string;
  start: number;
  end: number;
}

const LONGEST = 8;
/** One wrong character in a shorter word is another word. */
const SHORTEST_FOR_EDIT = 4;

/**
 * Finds words behind slips: another character of the same sound (身份正, 高龄津帖; what a voice
 * recogniser writes too), or one character wrong, missing or too many in a word of four or more.
 * Look-ups only: the time does not grow with the number of words.
 */
export class MisspellingIndex {
  private readonly bySound = new Map<string, Word>();
  private readonly byGap = new Map<string, Word>();
  /** By first sound, and by first character of words in which a slip is looked for: their lengths, a bit each. */
  private readonly lengthsBySound = new Map<string, number>();
  private readonly lengthsByCharacter = new Map<string, number>();

  constructor(
    private readonly dictionary: Dictionary,
    private readonly sound: Sound,
  ) {
    for (const word of dictionary.words.values()) {
      if (!word.stop && word.text.length >= SHORTEST_FOR_EDIT) {
        addLength(this.lengthsByCharacter, word.text[0]!, word.text.length);
      }
      if (word.stop || word.text.length < 2 || !/^\p{Script=Han}+$/u.test(word.text)) continue;
      const key = this.soundOf(word.text);
      addLength(this.lengthsBySound, this.sound([...word.text][0]!), word.text.length);
      if (!this.bySound.has(key)) this.bySound.set(key, word);
      if (word.text.length < SHORTEST_FOR_EDIT) continue;
      for (const gap of gapsOf(word.text)) {
        if (!this.byGap.has(gap)) this.byGap.set(gap, word);
      }
    }
  }

  /** The text with slips replaced by the words that were meant, the longest first; known words stay. */
  correct(text: string): string {
    const unknown = new Set<number>();
    for (const piece of segment(text, this.dictionary)) if (!piece.word) unknown.add(piece.start);
    if (unknown.size === 0) return text;
    const chosen: Guess[] = [];
    for (const guess of this.guesses(text, unknown)) {
      if (chosen.every(({ start, end }) => guess.end <= start || guess.start >= end)) {
        chosen.push(guess);
      }
    }
    let corrected = text;
    for (const { meant, start, end } of chosen.sort((a, b) => b.start - a.start)) {
      corrected = corrected.slice(0, start) + meant + corrected.slice(end);
    }
    return corrected;
  }

  private guesses(text: string, unknown: ReadonlySet<number>): Guess[] {
    const found: Guess[] = [];
    const worthTrying = text.split('').map((unit) => this.lengthsFrom(unit));
    for (let length = Math.min(LONGEST, text.length); length >= 2; length -= 1) {
      for (let start = 0; start + length <= text.length; start += 1) {
        const { sounds, slips } = worthTrying[start]!;
        const bit = 1 << length;
        if (((sounds | slips) & bit) === 0) continue;
        const end = start + length;
        if (!touches(unknown, start, end)) continue;
        if (length === 2 && !standsAlone(unknown, start)) continue;
        const written = text.slice(start, end);
        if (this.dictionary.find(written)) continue;
        const meant =
          (sounds & bit ? this.guessBySound(written) : null) ??
          (slips & bit ? this.guessBySlip(written) : null);
        if (meant !== null) found.push({ meant, start, end });
      }
    }
    return found;
  }

  /** The lengths, a bit each, of what may stand for a word that begins like this: nothing else can be found. */
  private lengthsFrom(unit: string): { sounds: number; slips: number } {
    const words = this.lengthsByCharacter.get(unit) ?? 0;
    const sounds = this.lengthsBySound.get(this.sound(unit)) ?? 0;
    return { sounds, slips: words | (words << 1) | (words >> 1) };
  }

  private guessBySound(written: string): string | null {
    const same = this.bySound.get(this.soundOf(written))?.text;
    return same?.length === written.length && countShared(same, written) > 0 ? same : null;
  }

  private guessBySlip(written: string): string | null {
    if (written.length < SHORTEST_FOR_EDIT - 1) return null;
    const missing = this.byGap.get(written)?.text;
    if (missing?.startsWith(written[0]!)) return missing;
    return written.length < SHORTEST_FOR_EDIT ? null : this.guessByEdit(written);
  }

  private guessByEdit(written: string): string | null {
    for (const gap of gapsOf(written)) {
      const longer = gap.length >= SHORTEST_FOR_EDIT ? this.dictionary.find(gap) : undefined;
      if (longer && !longer.stop && longer.text.startsWith(written[0]!)) return longer.text;
      const other = this.byGap.get(gap)?.text;
      if (other !== undefined && isOneSlip(other, written)) return other;
    }
    return null;
  }

  private soundOf(text: string): string {
    return [...text].map(this.sound).join(' ');
  }
}

/** Words too long for a bit are too long to be guessed. */
function addLength(lengths: Map<string, number>, beginning: string, length: number): void {
  if (length <= LONGEST + 1) lengths.set(beginning, (lengths.get(beginning) ?? 0) | (1 << length));
}

function touches(unknown: ReadonlySet<number>, start: number, end: number): boolean {
  for (let at = start; at < end; at += 1) if (unknown.has(at)) return true;
  return false;
}

/** Two unknown characters with known words on both sides: too little to guess from otherwise. */
function standsAlone(unknown: ReadonlySet<number>, start: number): boolean {
  return (
    unknown.has(start) &&
    unknown.has(start + 1) &&
    !unknown.has(start - 1) &&
    !unknown.has(start + 2)
  );
}

/** The text with each one of its characters left out. */
function gapsOf(text: string): string[] {
  return [...text].map((_, index) => text.slice(0, index) + text.slice(index + 1));
}

/** One other character inside the word: another beginning is another word (井里的水, 村里的水). */
function isOneSlip(word: string, written: string): boolean {
  return (
    word.length === written.length &&
    word[0] === written[0] &&
    countShared(word, written) === word.length - 1
  );
}

function countShared(a: string, b: string): number {
  return [...a].filter((sign, index) => sign === b[index]).length;
}
