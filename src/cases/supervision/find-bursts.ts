import { gramsOf } from '../search/grams';

/** What a citizen said at the beginning of a case, folded for comparing. */
export interface SaidCase {
  id: string;
  /** Null until somebody has said which item it is. */
  item: string | null;
  folded: string;
}

/** 同一话题: cases that say much the same. */
export interface Burst {
  /** Of one item; null: alike in their words. */
  item: string | null;
  ids: readonly string[];
}

/** 同一话题, so many of them at once are 疑似舆情. */
export const BURST = { least: 5, withinHours: 24 } as const;

/** How much of the shorter text's pairs of signs the other one has. */
const ALIKE = 0.5;
/** A text with fewer pairs says too little to be compared. */
const LEAST_GRAMS = 5;
/** Pairs that stand in so many texts are of no topic: 您好, 请问. */
const COMMON = 0.5;

/** Groups of at least `BURST.least` cases of one item, or alike in their words; the largest first. */
export function findBursts(cases: readonly SaidCase[]): Burst[] {
  const bursts = [...ofOneItem(cases), ...alike(cases.filter(({ item }) => item === null))];
  return bursts
    .filter(({ ids }) => ids.length >= BURST.least)
    .sort((one, other) => other.ids.length - one.ids.length);
}

function ofOneItem(cases: readonly SaidCase[]): Burst[] {
  const groups = new Map<string, string[]>();
  for (const { id, item } of cases) {
    if (item !== null) groups.set(item, [...(groups.get(item) ?? []), id]);
  }
  return [...groups].map(([item, ids]) => ({ item, ids }));
}

function alike(cases: readonly SaidCase[]): Burst[] {
  const all = cases.map(({ folded }) => gramsOf(folded));
  const common = commonGrams(all);
  const texts = all.map((grams) => new Set(grams.filter((gram) => !common.has(gram))));
  const groupOf = cases.map((_, index) => index);
  const rootOf = (index: number): number => {
    let root = index;
    while (groupOf[root] !== root) root = groupOf[root]!;
    return root;
  };
  for (let one = 0; one < texts.length; one += 1) {
    for (let other = one + 1; other < texts.length; other += 1) {
      if (isAlike(texts[one]!, texts[other]!)) groupOf[rootOf(other)] = rootOf(one);
    }
  }
  const groups = new Map<number, string[]>();
  cases.forEach(({ id }, index) => {
    const root = rootOf(index);
    groups.set(root, [...(groups.get(root) ?? []), id]);
  });
  return [...groups.values()].map((ids) => ({ item: null, ids }));
}

/** What stands in every second text tells none from another; among few texts nothing is common. */
function commonGrams(texts: readonly (readonly string[])[]): Set<string> {
  const counts = new Map<string, number>();
  for (const gram of texts.flat()) counts.set(gram, (counts.get(gram) ?? 0) + 1);
  const most = Math.max(texts.length * COMMON, 4 * BURST.least);
  return new Set([...counts].filter(([, count]) => count > most).map(([gram]) => gram));
}

function isAlike(one: ReadonlySet<string>, other: ReadonlySet<string>): boolean {
  const [small, large] = one.size <= other.size ? [one, other] : [other, one];
  if (small.size < LEAST_GRAMS) return false;
  let shared = 0;
  for (const gram of small) if (large.has(gram)) shared += 1;
  return shared / small.size >= ALIKE;
}
