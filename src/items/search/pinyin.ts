import { pinyin } from 'pinyin-pro';

/** Pinyin without tones of one character; anything else stands for itself. */
export type Sound = (sign: string) => string;

/** Remembers each character's sound; there are only so many. */
export function createSound(): Sound {
  const known = new Map<string, string>();
  return (sign) => {
    const before = known.get(sign);
    if (before !== undefined) return before;
    const sound = /\p{Script=Han}/u.test(sign) ? pinyin(sign, { toneType: 'none', v: true }) : sign;
    known.set(sign, sound);
    return sound;
  };
}

const LATIN_RUN = /[a-z]{3,}/g;
/** What a letter costs that no word explains. */
const SKIP_COST = 4;

/** Turns pinyin that a citizen typed (dibao, shanghukou) into the words that are known. */
export class PinyinReader {
  private readonly written = new Map<string, string>();
  private longest = 0;

  /** @param phrases beside the words: short asks, so that shanghukou is one word */
  constructor(words: Iterable<string>, phrases: Iterable<string>) {
    const known = [...words];
    for (const text of [...known, ...phrases]) {
      if (!/^\p{Script=Han}{2,8}$/u.test(text)) continue;
      const spelled = pinyin(text, { toneType: 'none', type: 'array', v: true }).join('');
      if (!this.written.has(spelled)) this.written.set(spelled, text);
      this.longest = Math.max(this.longest, spelled.length);
    }
    for (const text of known) {
      if (/^[a-z]{2,}$/.test(text)) this.written.set(text, text);
    }
  }

  /** The normalised text with every run of letters that spells known words replaced by these. */
  read(text: string): string {
    return text.replace(LATIN_RUN, (run) => this.readRun(run));
  }

  private readRun(run: string): string {
    const best = new Array<number>(run.length + 1).fill(0);
    const chosen = new Array<string | null>(run.length).fill(null);
    const step = new Array<number>(run.length).fill(1);
    for (let start = run.length - 1; start >= 0; start -= 1) {
      best[start] = best[start + 1]! - SKIP_COST;
      const limit = Math.min(this.longest, run.length - start);
      for (let length = 2; length <= limit; length += 1) {
        const word = this.written.get(run.slice(start, start + length));
        if (word === undefined) continue;
        const value = length * length + best[start + length]!;
        if (value > best[start]!) {
          best[start] = value;
          chosen[start] = word;
          step[start] = length;
        }
      }
    }
    let result = '';
    for (let start = 0; start < run.length; start += step[start]!) {
      result += chosen[start] ?? run.slice(start, start + step[start]!);
    }
    return result;
  }
}
