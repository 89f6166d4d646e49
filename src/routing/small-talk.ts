import type { Normalise } from '../items/search/normalise';
import type { Context, Draft } from './context';
import type { PhraseBook, Scan } from './phrase-book';
import { placeMessage } from './queue';
import type { SmallTalk } from './schema';

/** Longer than this is not small talk even with such a word in it; characters. */
const SHORT = 12;
/** A message this short that nothing recognised is not a matter; characters. */
const TOO_SHORT = 2;
/** A message up to this length in which nothing of a matter is recognised is not one; characters. */
const NO_MATTER = 14;
/** An item that scores this much was at least touched on. */
const TOUCHED_SCORE = 2;
const SAY_THE_MATTER = '请说一句是什么事，例如“社保卡丢了怎么办”。想找人办，请回复“转人工”。';
/** Digits that answer nothing. */
const BARE_DIGITS = /^\d{1,8}$/;

/** 辛苦了辛苦了, 好的好的好的 */
const REPEATED = /^(.{2,6}?)\1+$/u;

export interface SmallTalkMatcher {
  exact(plain: string): SmallTalk | null;
  within(plain: string, scan: Scan): SmallTalk | null;
}

/** `exact` is a look-up; `within` sees only short messages. */
export function createSmallTalkMatcher(
  list: readonly SmallTalk[],
  normalise: Normalise,
  book: PhraseBook,
): SmallTalkMatcher {
  const exact = new Map<string, SmallTalk>();
  for (const entry of list) for (const word of entry.exact) exact.set(normalise(word), entry);
  const phrases = list.map((entry) => ({
    entry,
    matcher: book.add(entry.contains),
  }));
  return {
    exact: (plain) => exact.get(plain) ?? exact.get(plain.replace(REPEATED, '$1')) ?? null,
    within: (plain, scan) => {
      if (plain.length > SHORT) return null;
      return phrases.find(({ matcher }) => matcher.find(scan) !== null)?.entry ?? null;
    },
  };
}

/** Whether the text says nothing that could be a matter: digits, punctuation, one or two characters. */
export function isIdle(plain: string): boolean {
  return plain.length <= TOO_SHORT || BARE_DIGITS.test(plain);
}

/** Greetings, thanks, chat and bare digits: a friendly word, and no case. */
export function respondToSmallTalk(context: Context): Draft | null {
  const { prepared, plain, tone, text, unit } = context;
  if (text === '') return null;
  const entry =
    prepared.smallTalk.exact(plain) ??
    ((tone.complaint ?? tone.matter) ? null : prepared.smallTalk.within(plain, context.scan));
  if (entry) {
    return {
      text: entry.reply.replaceAll('{公众号}', unit.accountName),
      effects: {},
      explanation: { responder: 'small_talk', rule: entry.id },
    };
  }
  if (!isIdle(plain)) return null;
  const digits = BARE_DIGITS.test(plain);
  return {
    text: digits
      ? '现在没有要选的数字。要办什么事、问什么事，直接说就行，例如“社保卡丢了怎么办”。'
      : SAY_THE_MATTER,
    effects: {},
    explanation: { responder: 'small_talk', rule: digits ? 'digits' : 'too_short' },
  };
}

/**
 * The last before the queue: a short text that names no item, no public affair, no wish and no
 * complaint. Whoever has a case already is taken to add to it.
 */
export function respondToNoMatter(context: Context): Draft | null {
  const { text, plain, tone } = context;
  if (text === '' || plain.length > NO_MATTER) return null;
  if (tone.complaint ?? tone.grievance ?? tone.matter ?? tone.aftermath) return null;
  if (placeMessage(context).kind !== 'open') return null;
  const { candidates } = context.understood();
  if ((candidates[0]?.score ?? 0) >= TOUCHED_SCORE) return null;
  return {
    text: SAY_THE_MATTER,
    effects: {},
    explanation: { responder: 'small_talk', rule: 'no_matter', candidates },
  };
}
