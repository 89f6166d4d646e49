import { chinaDateOf } from '../../platform/china-time';

/** Signs that nobody looks for by pairs: a query is split at them. */
const GAP = /\s/u;

/** Every two signs that stand side by side in a folded text, each pair once. */
export function gramsOf(folded: string): string[] {
  const grams = new Set<string>();
  let before = '';
  for (const sign of folded) {
    if (GAP.test(sign)) {
      before = '';
      continue;
    }
    if (before !== '') grams.add(before + sign);
    before = sign;
  }
  return [...grams];
}

/** Stands among the pairs for the month in China in which a case came in. */
export function monthGram(at: Date): string {
  return `month:${chinaDateOf(at).slice(0, 7)}`;
}

/** Stands among the pairs for a whole number: pairs of digits stand in every second case. */
export function numberGram(folded: string): string {
  return `number:${folded}`;
}
