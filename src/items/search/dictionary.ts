import type { Normalise } from './normalise';

/** A word with what it means. `concept` is the first word of its group of synonyms. */
export interface Word {
  text: string;
  concepts: readonly string[];
  /** Says nothing about the matter: 怎么, 我, 请问 … */
  stop: boolean;
}

/** The words that understanding knows; built once from the vocabulary and the items' own words. */
export interface Dictionary {
  find(text: string): Word | undefined;
  /** Where words begin: the tree that a text is walked along. */
  readonly root: WordNode;
  readonly words: ReadonlyMap<string, Word>;
  readonly modifiers: ReadonlySet<string>;
}

/** What all words that begin alike have in common. */
export interface WordNode {
  /** By the next code unit. */
  next: Map<number, WordNode>;
  /** The word that ends here. */
  word: Word | null;
}

/** Words that search is given beside the items' own (`replies/district/vocabulary.yaml`). */
export interface SearchVocabulary {
  /** Words of one meaning; the first names the meaning. */
  synonyms: readonly (readonly string[])[];
  /** As `synonyms`, for what only narrows a matter: who, where, how urgent. They weigh less. */
  modifiers: readonly (readonly string[])[];
  /** Words that stand for themselves, so that no shorter word is seen inside them. */
  words: readonly string[];
  stopwords: readonly string[];
  /** Wrong → right. */
  typos: Readonly<Record<string, string>>;
}

/**
 * @param vocabulary already normalised
 * @param ownWords short words of items and of matters elsewhere, already normalised
 */
export function buildDictionary(
  vocabulary: SearchVocabulary,
  ownWords: Iterable<string>,
): Dictionary {
  const concepts = new Map<string, Set<string>>();
  const add = (text: string, concept: string) => {
    if (text === '') return;
    const known = concepts.get(text);
    if (known) known.add(concept);
    else concepts.set(text, new Set([concept]));
  };
  for (const group of [...vocabulary.synonyms, ...vocabulary.modifiers]) {
    for (const text of group) add(text, group[0]!);
  }
  for (const text of [...vocabulary.words, ...ownWords]) {
    if (!concepts.has(text)) add(text, text);
  }
  const words = new Map<string, Word>();
  for (const [text, meanings] of concepts) {
    words.set(text, { text, concepts: [...meanings], stop: false });
  }
  for (const text of vocabulary.stopwords) {
    if (text !== '' && !words.has(text)) words.set(text, { text, concepts: [], stop: true });
  }
  const modifiers = new Set(vocabulary.modifiers.map((group) => group[0]!));
  return { find: (text) => words.get(text), root: treeOf(words.values()), words, modifiers };
}

function treeOf(words: Iterable<Word>): WordNode {
  const root: WordNode = { next: new Map(), word: null };
  for (const word of words) {
    let node = root;
    for (let at = 0; at < word.text.length; at += 1) {
      const unit = word.text.charCodeAt(at);
      const known = node.next.get(unit) ?? { next: new Map(), word: null };
      node.next.set(unit, known);
      node = known;
    }
    node.word = word;
  }
  return root;
}

/** The lists as texts are read: simplified, folded, without spaces. */
export function normaliseVocabulary(
  vocabulary: SearchVocabulary,
  normalise: Normalise,
): SearchVocabulary {
  return {
    synonyms: vocabulary.synonyms.map((group) => group.map(normalise)),
    modifiers: vocabulary.modifiers.map((group) => group.map(normalise)),
    words: vocabulary.words.map(normalise),
    stopwords: vocabulary.stopwords.map(normalise),
    typos: Object.fromEntries(
      Object.entries(vocabulary.typos).map(([wrong, right]) => [
        normalise(wrong),
        normalise(right),
      ]),
    ),
  };
}
