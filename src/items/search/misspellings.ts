import type { Dictionary, Word } from './dictionary';
import type { Sound } from './pinyin';
import type { Piece } from './segment';

/** A word that was probably meant by a stretch of the text that the dictionary does not hold. */
interface Guess {
  meant: string;
  start: number;
  end: number;
}

/** Words by their sounds, one sound a step. */
interface SoundNode {
  next: Map<string, SoundNode>;
  word: Word | null;
}

const LONGEST = 8;
/** One wrong character in a shorter word is another word. */
const SHORTEST_FOR_EDIT = 4;

/**
 * Finds words behind slips: another character of the same sound (身份正, 高龄津帖; what a voice
 * recogniser writes too), or one character that sounds much the same, missing or too many in a word of four or more.
 * Look-ups only: the time does not grow with the number of words.
 */
export class MisspellingIndex {
  private readonly bySound: SoundNode = { next: new Map(), word: null };
  private readonly byGap = new Map<string, Word>();
  /** Words in which a slip is looked for, by their first character. */
  private readonly beginnings = new Map<string, Beginning>();

  constructor(
    private readonly dictionary: Dictionary,
    private readonly sound: Sound,
  ) {
    for (const word of dictionary.words.values()) {
      if (word.stop) continue;
      if (word.text.length >= SHORTEST_FOR_EDIT) this.addBeginning(word.text);
      if (word.text.length < 2 || !/^\p{Script=Han}+$/u.test(word.text)) continue;
      this.addSound(word);
      if (word.text.length < SHORTEST_FOR_EDIT) continue;
      for (const gap of gapsOf(word.text)) {
        if (!this.byGap.has(gap)) this.byGap.set(gap, word);
      }
    }
  }

  /**
   * The text with slips replaced by the words that were meant, the longest first; known words stay.
   * @param pieces the text, cut into words
   */
  correct(text: string, pieces: readonly Piece[]): string {
    const unknown = new Set<number>();
    for (const piece of pieces) if (!piece.word) unknown.add(piece.start);
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

  /** The longest first, and of one length those that begin first. */
  private guesses(text: string, unknown: ReadonlySet<number>): Guess[] {
    const found: Guess[] = [];
    for (let start = 0; start < text.length; start += 1) {
      const sounding = this.wordsSounding(text, start);
      const slips = this.slipLengths(text, start);
      const longest = Math.min(LONGEST, text.length - start);
      for (let length = 2; length <= longest; length += 1) {
        const alike = sounding[length];
        const mayBeSlip = (slips & (1 << length)) !== 0;
        const end = start + length;
        if (!(alike || mayBeSlip) || !touches(unknown, start, end)) continue;
        if (length === 2 && !standsAlone(unknown, start)) continue;
        const written = text.slice(start, end);
        if (this.dictionary.find(written)) continue;
        const sameSound = alike && countShared(alike.text, written) > 0 ? alike.text : null;
        const meant = sameSound ?? (mayBeSlip ? this.guessBySlip(written) : null);
        if (meant !== null) found.push({ meant, start, end });
      }
    }
    return found.sort((a, b) => b.end - b.start - (a.end - a.start) || a.start - b.start);
  }

  /** By length, the words that sound like what stands here. */
  private wordsSounding(text: string, start: number): (Word | null | undefined)[] {
    const words: (Word | null | undefined)[] = [];
    let node: SoundNode | undefined = this.bySound;
    for (let length = 1; length <= LONGEST && start + length <= text.length; length += 1) {
      node = node.next.get(this.sound(text[start + length - 1]!));
      if (!node) break;
      words[length] = node.word;
    }
    return words;
  }

  /** The lengths, a bit each, of what may be a word with one slip in it: nothing else can be found. */
  private slipLengths(text: string, start: number): number {
    const beginning = this.beginnings.get(text[start]!);
    if (!beginning) return 0;
    const { near, lengths } = beginning;
    const mayGoOn = near.has(text[start + 1]!) || near.has(text[start + 2]!);
    return mayGoOn ? lengths | (lengths << 1) | (lengths >> 1) : 0;
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
      if (other !== undefined && this.isOneSlip(other, written)) return other;
    }
    return null;
  }

  /** One character is another that a speaker of the dialect or a hasty typist takes for it; 写 is not 建. */
  private isOneSlip(word: string, written: string): boolean {
    if (word.length !== written.length || word[0] !== written[0]) return false;
    const others = [...word].flatMap((sign, at) => (sign === written[at] ? [] : [at]));
    const [at] = others;
    if (others.length !== 1 || at === undefined) return false;
    return looseSound(this.sound(word[at]!)) === looseSound(this.sound(written[at]!));
  }

  private addSound(word: Word): void {
    let node = this.bySound;
    for (const unit of word.text.split('')) {
      const sound = this.sound(unit);
      const known = node.next.get(sound) ?? { next: new Map(), word: null };
      node.next.set(sound, known);
      node = known;
    }
    node.word ??= word;
  }

  private addBeginning(word: string): void {
    const known = this.beginnings.get(word[0]!) ?? { lengths: 0, near: new Set() };
    this.beginnings.set(word[0]!, known);
    // Words too long for a bit are too long to be guessed.
    if (word.length <= LONGEST + 1) known.lengths |= 1 << word.length;
    known.near.add(word[1]!).add(word[2]!);
  }
}

/** What is known of all words with one first character. */
interface Beginning {
  /** Their lengths, a bit each. */
  lengths: number;
  /** Their second and third characters: after one slip, one of these still stands second or third. */
  near: Set<string>;
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
/** n and l, zh and z, hu and f, -ng and -n are one to many here. */
function looseSound(sound: string): string {
  return sound
    .replace(/^([zcs])h/, '$1')
    .replace(/^l/, 'n')
    .replace(/^hu(?=[aeino])/, 'f')
    .replace(/ng$/, 'n');
}

function countShared(a: string, b: string): number {
  let shared = 0;
  for (let at = 0; at < a.length; at += 1) if (a[at] === b[at]) shared += 1;
  return shared;
}
