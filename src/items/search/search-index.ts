import { Recent } from '../../platform/recent';
import {
  buildDictionary,
  normaliseVocabulary,
  type Dictionary,
  type SearchVocabulary,
} from './dictionary';
import { MisspellingIndex } from './misspellings';
import type { Normalise } from './normalise';
import { createSound, PinyinReader } from './pinyin';
import { isOwnWord, segment, type Piece } from './segment';
import { addInnerWords, pairsOf, tokenise, tokensOf, type Tokens } from './tokens';

/** Something that can be found: an item, or a matter that none of our units handles. */
export interface SearchDocument {
  ref: string;
  name: string;
  /** What citizens say for it: words and phrases. All words of one phrase must be said for a full hit. */
  asks: readonly string[];
  /** Words that belong to it without being asked for: group, summary, facts. */
  about: readonly string[];
}

export interface Hit {
  ref: string;
  name: string;
  /** Sum of the weights of what was recognised, times how much of the best phrase was said. */
  score: number;
  /** 0–1: how much of the best phrase was said. */
  coverage: number;
  /** 0–1: how much of what the citizen said belongs to this document. */
  explained: number;
  /** The words that led here. */
  because: string[];
}

interface Phrase {
  document: number;
  total: number;
}
interface Posting {
  phrase: number;
  weight: number;
}
interface Tally {
  score: number;
  coverage: number;
  extra: number;
  tokens: Set<string>;
}

const COVERAGE_POWER = 1.6;
const REST_SHARE = 0.3;
const ABOUT_SHARE = 0.1;
const PAIR_SHARE = 0.12;
const MODIFIER_SHARE = 0.5;
const UNKNOWN_MASS = 1.2;
/** Short texts are keywords, which many send in the same words; longer ones are everybody's own. */
const REMEMBERED_LENGTH = 12;
const REMEMBERED_TEXTS = 2000;

/** Finds documents for what a citizen wrote. Built once; a query touches only the postings of its words. */
export class SearchIndex {
  private readonly dictionary: Dictionary;
  private readonly pinyin: PinyinReader;
  private readonly misspellings: MisspellingIndex;
  private readonly phrases: Phrase[] = [];
  private readonly postings = new Map<string, Posting[]>();
  private readonly members = new Map<string, Set<number>>();
  private readonly about = new Map<string, Set<number>>();
  private readonly pairs = new Map<string, Set<number>>();
  private readonly weights = new Map<string, number>();
  private readonly recent = new Recent<string, readonly Hit[]>(REMEMBERED_TEXTS);

  constructor(
    private readonly documents: readonly SearchDocument[],
    vocabulary: SearchVocabulary,
    private readonly normalise: Normalise,
  ) {
    const base = normaliseVocabulary(vocabulary, normalise);
    const asks = documents.map((document) => phrasesOf(document).map(normalise));
    const frame = buildDictionary(base, []);
    const own = asks.flat().filter((ask) => isOwnWord(ask, frame));
    this.dictionary = buildDictionary(base, own);
    this.pinyin = new PinyinReader(
      this.dictionary.words.keys(),
      asks.flat().filter((ask) => ask.length <= 6),
    );
    this.misspellings = new MisspellingIndex(this.dictionary, createSound());
    this.typos = new Map(Object.entries(base.typos));
    this.addDocuments(asks);
  }

  private readonly typos: ReadonlyMap<string, string>;

  /** @param text as the citizen wrote it @returns hits with the best first; empty when nothing was recognised */
  search(text: string): readonly Hit[] {
    const normalised = this.normalise(text);
    return normalised.length > REMEMBERED_LENGTH
      ? this.find(normalised)
      : this.recent.get(normalised, () => this.find(normalised));
  }

  private find(normalised: string): Hit[] {
    const { text: read, pieces } = this.read(normalised);
    const tokens = tokensOf(pieces);
    addInnerWords(tokens, pieces, this.dictionary);
    const tallies = this.tally(tokens);
    this.addAbout(tallies, tokens, read);
    const mass = this.massOf(tokens);
    const hits = [...tallies].map(([document, tally]) =>
      this.present(document, tally, tokens, mass),
    );
    return hits.sort((a, b) => b.score - a.score || (a.ref < b.ref ? -1 : 1));
  }

  /** The text as understood, pinyin and slips replaced by the words that were meant, and cut into words. */
  private read(normalised: string): { text: string; pieces: Piece[] } {
    let text = this.pinyin.read(normalised);
    for (const [wrong, right] of this.typos) text = text.replaceAll(wrong, right);
    const pieces = segment(text, this.dictionary);
    const corrected = this.misspellings.correct(text, pieces);
    return corrected === text
      ? { text, pieces }
      : { text: corrected, pieces: segment(corrected, this.dictionary) };
  }

  private addDocuments(asks: readonly string[][]): void {
    const drafts: { document: number; tokens: Tokens }[] = [];
    for (const [document, texts] of asks.entries()) {
      for (const text of texts) {
        const tokens = tokenise(text, this.dictionary);
        if (tokens.size > 0) drafts.push({ document, tokens });
        for (const token of tokens.keys()) put(this.members, token, document);
        for (const pair of pairsOf(text)) put(this.pairs, pair, document);
      }
      for (const text of this.documents[document]!.about) {
        for (const token of tokenise(this.normalise(text), this.dictionary).keys()) {
          put(this.about, token, document);
        }
      }
    }
    const count = this.documents.length;
    for (const [token, owners] of this.members) {
      const rarity = Math.log(1 + (count - owners.size + 0.5) / (owners.size + 0.5));
      this.weights.set(
        token,
        this.dictionary.modifiers.has(token) ? rarity * MODIFIER_SHARE : rarity,
      );
    }
    for (const { document, tokens } of drafts) this.addPhrase(document, tokens);
  }

  private addPhrase(document: number, tokens: Tokens): void {
    let total = 0;
    for (const [token, { weight }] of tokens) total += this.weightOf(token) * weight;
    const phrase = this.phrases.push({ document, total }) - 1;
    for (const [token, { weight }] of tokens) {
      const list = this.postings.get(token);
      const posting = { phrase, weight: this.weightOf(token) * weight };
      if (list) list.push(posting);
      else this.postings.set(token, [posting]);
    }
  }

  private weightOf(token: string): number {
    return this.weights.get(token) ?? 0;
  }

  private tally(tokens: Tokens): Map<number, Tally> {
    const said = new Map<number, number>();
    for (const [token, { weight }] of tokens) {
      for (const posting of this.postings.get(token) ?? []) {
        said.set(posting.phrase, (said.get(posting.phrase) ?? 0) + posting.weight * weight);
      }
    }
    const tallies = new Map<number, Tally>();
    for (const [index, mass] of said) {
      const { document, total } = this.phrases[index]!;
      const coverage = Math.min(1, mass / total);
      const score = mass * coverage ** COVERAGE_POWER;
      const tally = tallies.get(document);
      if (!tally) tallies.set(document, { score, coverage, extra: 0, tokens: new Set() });
      else if (score > tally.score) Object.assign(tally, { score, coverage });
    }
    for (const [token, { weight }] of tokens) {
      for (const document of this.members.get(token) ?? []) {
        const tally = tallies.get(document);
        if (!tally) continue;
        tally.tokens.add(token);
        tally.extra += this.weightOf(token) * weight;
      }
    }
    return tallies;
  }

  private addAbout(tallies: Map<number, Tally>, tokens: Tokens, text: string): void {
    for (const [document, tally] of tallies) {
      tally.score += REST_SHARE * Math.max(0, tally.extra - tally.score);
      for (const token of tokens.keys()) {
        if (this.about.get(token)?.has(document)) tally.score += ABOUT_SHARE * this.weightOf(token);
      }
    }
    for (const pair of pairsOf(text)) {
      for (const document of this.pairs.get(pair) ?? []) {
        const tally = tallies.get(document);
        if (tally) tally.score += PAIR_SHARE;
      }
    }
  }

  private massOf(tokens: Tokens): number {
    let mass = 0;
    for (const [token, { weight }] of tokens) {
      if (weight >= 0.5) mass += this.weights.get(token) ?? UNKNOWN_MASS * weight;
    }
    return mass;
  }

  private present(document: number, tally: Tally, tokens: Tokens, mass: number): Hit {
    const { ref, name } = this.documents[document]!;
    const because = [...tally.tokens].map((token) => tokens.get(token)!.written);
    let own = 0;
    for (const token of tally.tokens) {
      own += tokens.get(token)!.weight >= 0.5 ? this.weightOf(token) : 0;
    }
    const explained = mass === 0 ? 0 : Math.min(1, own / mass);
    return {
      ref,
      name,
      score: tally.score,
      coverage: tally.coverage,
      explained,
      because: [...new Set(because)],
    };
  }
}

function phrasesOf(document: SearchDocument): string[] {
  return [...document.asks, ...document.name.split(/[/()（）、与和]/)].filter(
    (text) => text.trim() !== '',
  );
}

function put(map: Map<string, Set<number>>, key: string, value: number): void {
  const known = map.get(key);
  if (known) known.add(value);
  else map.set(key, new Set([value]));
}
