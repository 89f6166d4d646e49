import { createSound, PinyinReader, type Sound } from '../items/search/pinyin';
import { foldDialect } from './dialect';
import type { Emergency } from './schema';

/** Reads danger behind pinyin and misheard characters; null when nothing else can be read than is written. */
export type ReadDanger = (plain: string) => string | null;

/** A word this long is not hit upon by chance when it sounds alike; characters. */
const SHORTEST = 4;
/** Shorter ones that nothing else sounds like which people write to an office. */
const SHORT_WORDS = new Set(
  ['救命', '着火', '失火', '触电', '溺水', '晕倒', '昏倒', '抽搐', '自杀', '跳楼'].concat([
    '不想活',
    '喝农药',
    '叫不醒',
    '救护车',
    '快来人',
    '没呼吸',
    '大出血',
  ]),
);
/** This many letters in a row are pinyin and no abbreviation. */
const LETTERS = /[a-z]{6,}/;
const HAN = /^\p{Script=Han}+$/u;

/**
 * Somebody in danger types in a hurry, and a voice recogniser writes what it hears: 不想货了, 触店了,
 * jiuming. Words of situations that are going on are found by their sound, with at least half of their
 * characters as they should be.
 */
export function createDangerReader(
  emergencies: readonly Emergency[],
  normalise: (text: string) => string,
): ReadDanger {
  const words = wordsOf(emergencies, normalise);
  const pinyin = new PinyinReader(words, []);
  const sound = createSound();
  const byBeginning = indexByBeginning(words, sound);
  return (plain) => {
    const text = foldDialect(plain);
    const spelled = LETTERS.test(text) ? pinyin.read(text) : text;
    const heard = replaceMisheard(spelled, byBeginning, sound);
    return heard === text ? null : heard;
  };
}

function wordsOf(emergencies: readonly Emergency[], normalise: (text: string) => string): string[] {
  const going = emergencies.filter(({ level }) => level === 'now');
  const words = going
    .flatMap(({ anyOf }) => anyOf.flat(2))
    .map((word) => foldDialect(normalise(word)));
  return [...new Set(words)].filter((word) => word.length >= 2 && HAN.test(word));
}

type Index = ReadonlyMap<string, readonly string[]>;

/** Words by the sounds of their first two characters, the longest first. */
function indexByBeginning(words: readonly string[], sound: Sound): Index {
  const index = new Map<string, string[]>();
  for (const word of words) {
    if (word.length < SHORTEST && !SHORT_WORDS.has(word)) continue;
    const key = sound(word[0]!) + sound(word[1]!);
    const known = index.get(key);
    if (known) known.push(word);
    else index.set(key, [word]);
  }
  for (const list of index.values()) list.sort((a, b) => b.length - a.length);
  return index;
}

function replaceMisheard(text: string, index: Index, sound: Sound): string {
  let result = '';
  let at = 0;
  while (at < text.length) {
    const meant = at + 1 < text.length ? wordHeardAt(text, at, index, sound) : null;
    result += meant ?? text[at]!;
    at += meant?.length ?? 1;
  }
  return result;
}

/** Nothing where the word stands as it should, nor where its first or most characters are others. */
function wordHeardAt(text: string, at: number, index: Index, sound: Sound): string | null {
  const candidates = index.get(sound(text[at]!) + sound(text[at + 1]!));
  if (!candidates) return null;
  for (const word of candidates) {
    const written = text.slice(at, at + word.length);
    if (written === word) return null;
    if (written.length < word.length || !soundsLike(written, word, sound)) continue;
    if (countShared(written, word) * 2 >= word.length) return word;
  }
  return null;
}

function soundsLike(written: string, word: string, sound: Sound): boolean {
  for (let at = 2; at < word.length; at += 1) {
    if (sound(written[at]!) !== sound(word[at]!)) return false;
  }
  return true;
}

function countShared(a: string, b: string): number {
  let shared = 0;
  for (let at = 0; at < a.length; at += 1) if (a[at] === b[at]) shared += 1;
  return shared;
}
