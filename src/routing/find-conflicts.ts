import { chinaDateOf, instantInChina } from '../platform/china-time';
import type { Explanation, RoutedMessage } from './decision';
import type { QueryRouter } from './router';
import type { Keyword } from './schema';

/** A word of a keyword that is answered by somebody else when it is said alone. */
export interface LostWord {
  word: string;
  /** Who answers it. */
  by: Explanation;
  /** The unit's own keyword or rule that does; null where it is none. */
  byKeyword: Keyword | null;
}

/** What is wrong with one keyword of a unit. */
export interface KeywordConflict {
  keyword: Keyword;
  /** None of its words is ever answered by it. */
  unreachable: boolean;
  lost: LostWord[];
}

const STRANGER = {
  ...{ question: null, cases: [], heldAnswers: [], lastReceiptAt: null, lastItem: null },
};
const NOON_MINUTES = 12 * 60;

/**
 * Says every word of a unit's keywords to the router, at an hour when its rule counts, and tells which
 * are answered by somebody else. Patterns have no words to say, and are left out; so are keywords whose
 * dates are over, and those that are switched off in the file.
 */
export function findConflicts(
  router: Pick<QueryRouter, 'trace'>,
  account: string,
  keywords: readonly Keyword[],
  now: Date,
): KeywordConflict[] {
  return keywords.flatMap((keyword) => {
    const words = keyword.exact ?? keyword.contains ?? keyword.prefix ?? [];
    const at = instantInForce(keyword, now);
    if (!keyword.enabled || at === null || words.length === 0) return [];
    const lost = words.flatMap((word) => listLost(router, account, keyword, word, at));
    if (lost.length === 0) return [];
    return [{ keyword, unreachable: lost.length === words.length, lost }];
  });
}

function listLost(
  router: Pick<QueryRouter, 'trace'>,
  account: string,
  keyword: Keyword,
  word: string,
  at: Date,
): LostWord[] {
  const trace = router.trace(sayTo(account, word, at), STRANGER, at);
  if (!trace) return [];
  const winner = trace.keywords.find(({ won }) => won)?.keyword ?? null;
  if (winner === keyword) return [];
  return [{ word, by: trace.decision.explanation, byKeyword: winner }];
}

function sayTo(account: string, content: string, at: Date): RoutedMessage {
  const sentAtSeconds = Math.floor(at.getTime() / 1000);
  const pushed = { accountOriginalId: 'gh_0', openid: 'o', sentAtSeconds, msgId: '1' };
  return { id: 'try', account, inbound: { ...pushed, kind: 'text', content } };
}

/** An instant, today where it can be, at which the days and hours of a keyword hold; null once they are over. */
function instantInForce({ dates, between }: Keyword, now: Date): Date | null {
  const today = chinaDateOf(now);
  if (dates && dates.to < today) return null;
  const day = dates && dates.from > today ? dates.from : today;
  return instantInChina(day, between ? minutesOf(between.from) : NOON_MINUTES);
}

function minutesOf(clock: string): number {
  const [hour = 0, minute = 0] = clock.split(':').map(Number);
  return hour * 60 + minute;
}
