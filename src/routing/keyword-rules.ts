import { RE2JS } from 're2js';
import { chinaDateOf, chinaTimeOf } from '../platform/china-time';
import type { Normalise } from '../items/search/normalise';
import type { Keyword } from './schema';

/** One unit's `keywords.yaml`, ready to be asked. */
export interface CompiledKeywords {
  readonly exact: (plain: string, now: Date) => { keyword: Keyword; word: string } | null;
  readonly rule: (
    text: string,
    plain: string,
    now: Date,
  ) => { keyword: Keyword; word: string } | null;
  /** All that fit, whatever the hour, in the order in which they are tried. */
  readonly list: (text: string, plain: string) => { keyword: Keyword; word: string }[];
}

interface Rule {
  keyword: Keyword;
  find(text: string, plain: string): string | null;
}

/**
 * Exact words are looked up; rules are tried by priority, then in the order of the file.
 * @throws RE2JSSyntaxException for a pattern that RE2 does not know (files are checked before)
 */
export function compileKeywords(
  keywords: readonly Keyword[],
  normalise: Normalise,
): CompiledKeywords {
  const enabled = keywords.filter((keyword) => keyword.enabled);
  const exact = new Map<string, Keyword[]>();
  for (const keyword of enabled) {
    for (const word of keyword.exact ?? []) {
      const plain = normalise(word);
      exact.set(plain, [...(exact.get(plain) ?? []), keyword]);
    }
  }
  const rules = enabled
    .filter((keyword) => !keyword.exact)
    .map((keyword) => compileRule(keyword, normalise))
    .sort((a, b) => b.keyword.priority - a.keyword.priority);
  return {
    exact: (plain, now) => {
      const keyword = (exact.get(plain) ?? []).find((candidate) => isInForce(candidate, now));
      return plain !== '' && keyword ? { keyword, word: plain } : null;
    },
    rule: (text, plain, now) => {
      for (const rule of rules) {
        const word = rule.find(text, plain);
        if (word !== null && isInForce(rule.keyword, now)) return { keyword: rule.keyword, word };
      }
      return null;
    },
    list: (text, plain) => [
      ...(plain === '' ? [] : (exact.get(plain) ?? [])).map((keyword) => ({
        keyword,
        word: plain,
      })),
      ...rules.flatMap((rule) => {
        const word = text === '' ? null : rule.find(text, plain);
        return word === null ? [] : [{ keyword: rule.keyword, word }];
      }),
    ],
  };
}

/** Patterns see what the citizen wrote and its normalised form; words see only the latter. */
function compileRule(keyword: Keyword, normalise: Normalise): Rule {
  if (keyword.pattern !== undefined) {
    const { pattern } = keyword;
    const compiled = RE2JS.compile(pattern);
    const matches = (text: string) => compiled.matcher(text).find();
    return { keyword, find: (text, plain) => (matches(text) || matches(plain) ? pattern : null) };
  }
  const words = (keyword.contains ?? keyword.prefix ?? []).map(normalise).filter(Boolean);
  const holds = keyword.contains
    ? (plain: string, word: string) => plain.includes(word)
    : (plain: string, word: string) => plain.startsWith(word);
  return { keyword, find: (_text, plain) => words.find((word) => holds(plain, word)) ?? null };
}

/** Whether the rule counts at this instant: days and hours of China; `from` after `to` crosses midnight. */
export function isInForce({ between, dates }: Keyword, now: Date): boolean {
  const today = chinaDateOf(now);
  if (dates && (today < dates.from || today > dates.to)) return false;
  if (!between) return true;
  const { hour, minute } = chinaTimeOf(now);
  const clock = `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`;
  const { from, to } = between;
  return from <= to ? from <= clock && clock < to : clock >= from || clock < to;
}
