import type { Snapshot } from './decision';
import { ELSEWHERE_PREFIX } from './understanding';
import type { QueryRouter } from './router';

/** A unit that may be the one for a text, and why. */
export interface UnitSuggestion {
  unit: string;
  /** The item that was understood. */
  item: string;
  itemName: string;
  /** The citizen's words that led there. */
  because: string[];
  score: number;
}

const STRANGER: Snapshot = {
  ...{ question: null, cases: [], heldAnswers: [], lastReceiptAt: null, lastItem: null },
};
const MOST = 3;
/** Below, a suggestion is a guess; also with less than this share of the best one's score. */
const LEAST = 1;
const LEAST_SHARE = 0.5;

/**
 * Whose matter a text is, as understanding finds it: at most three units, the best first, each with its
 * best item.
 * @param account whose citizens wrote it
 */
export function suggestUnits(
  router: Pick<QueryRouter, 'candidates'>,
  account: string,
  text: string,
  now: Date,
): UnitSuggestion[] {
  const sentAtSeconds = Math.floor(now.getTime() / 1000);
  const pushed = { accountOriginalId: 'gh_0', openid: 'o', sentAtSeconds, msgId: '1' };
  const message = { id: 'suggest', account };
  const inbound = { ...pushed, kind: 'text' as const, content: text };
  const found = router.candidates({ ...message, inbound }, STRANGER, now);
  const best = new Map<string, UnitSuggestion>();
  for (const { ref, name, because, score } of found) {
    const [unit] = ref.split('.');
    if (ref.startsWith(ELSEWHERE_PREFIX) || !unit || best.has(unit)) continue;
    if (score < Math.max(LEAST, (found[0]?.score ?? 0) * LEAST_SHARE)) continue;
    best.set(unit, { unit, item: ref, itemName: name, because: [...because], score });
  }
  return [...best.values()].slice(0, MOST);
}
