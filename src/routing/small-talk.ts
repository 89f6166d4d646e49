import type { Normalise } from '../items/search/normalise';
import type { Context, Draft } from './context';
import type { PhraseBook, Scan } from './phrase-book';
import type { SmallTalk } from './schema';

/** Longer than this is not small talk even with such a word in it; characters. */
const SHORT = 12;
/** A message this short that nothing recognised is not a matter; characters. */
const TOO_SHORT = 2;
/** Digits that answer nothing. */
const BARE_DIGITS = /^\d{1,8}$/;

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
    exact: (plain) => exact.get(plain) ?? null,
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
    ((tone.complaint ?? tone.grievance) ? null : prepared.smallTalk.within(plain, context.scan));
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
      : '请说一句是什么事，例如“社保卡丢了怎么办”。想找人办，请回复“转人工”。',
    effects: {},
    explanation: { responder: 'small_talk', rule: digits ? 'digits' : 'too_short' },
  };
}
