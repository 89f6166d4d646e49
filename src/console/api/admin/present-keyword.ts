import type { z } from 'zod';
import type { Explanation } from '../../../routing/decision';
import type { KeywordConflict } from '../../../routing/find-conflicts';
import { isInForce } from '../../../routing/keyword-rules';
import { responderNames } from '../../../routing/responder-names';
import type { Keyword } from '../../../routing/schema';
import { entryOfKeyword } from '../../../switches/entry';
import type { AdminDesk, TriedMessage } from './admin-desk';
import type { keywordSchema, triedSchema } from './keyword-schemas';
import type { OffOf } from './switch-endpoints';

type Content = ReturnType<AdminDesk['content']>['routing'];

/** The words, or the pattern, that a keyword looks for. */
export function wordsOf({ exact, contains, prefix, pattern }: Keyword): string[] {
  return [...(exact ?? contains ?? prefix ?? [pattern ?? ''])];
}

/** A keyword as the console shows it. */
export function presentKeyword(
  keyword: Keyword,
  unit: string,
  {
    content,
    offOf,
    conflict,
    now,
  }: { content: Content; offOf: OffOf; conflict: KeywordConflict | undefined; now: Date },
): z.output<typeof keywordSchema> {
  const entry = entryOfKeyword(unit, keyword);
  return {
    ...{ entry: entry.entry, hash: entry.hash, match: matchOf(keyword), words: wordsOf(keyword) },
    ...{ priority: keyword.priority, enabled: keyword.enabled },
    ...{ between: keyword.between ?? null, dates: keyword.dates ?? null },
    inForce: isInForce(keyword, now),
    action: presentAction(keyword, unit, content),
    off: offOf(entry),
    unreachable: conflict?.unreachable ?? false,
    lost: (conflict?.lost ?? []).map(({ word, by, byKeyword }) => ({
      ...{ word, by: presentAnswer(by, content) },
      byWords: byKeyword ? wordsOf(byKeyword) : [],
    })),
  };
}

/** Why somebody answers, for people. */
export function presentAnswer(
  { responder, rule, item, score }: Explanation,
  content: Pick<Content, 'items'>,
): z.output<typeof triedSchema>['answers'][number] {
  const isWord = responder === 'keyword' || responder === 'rule';
  const name = content.items.find(({ ref }) => ref === item)?.name ?? null;
  return {
    ...{ responder, label: responderNames[responder], rule: isWord ? (rule ?? null) : null },
    ...{ item: name, score: score === undefined ? null : Math.round(score * 100) / 100 },
  };
}

/** What the test box shows of a tried message. */
export function presentTried(
  tried: TriedMessage,
  unit: string,
  content: Content,
): z.output<typeof triedSchema> {
  const { decision } = tried;
  return {
    text: tried.text,
    answers: tried.answers.map((answer) => presentAnswer(answer, content)),
    keywords: tried.keywords.map(({ keyword, word, inForce, won }) => ({
      ...{ entry: entryOfKeyword(unit, keyword).entry, words: wordsOf(keyword) },
      ...{ word, inForce, won },
    })),
    candidates: tried.candidates,
    deferred: decision.kind === 'deferred',
    opensCase: decision.effects.case !== undefined,
    lines: linesOf(tried.reply),
    json: JSON.stringify(tried.reply, null, 2),
    xml: tried.xml,
  };
}

function linesOf(reply: TriedMessage['reply']): string[] {
  if ('text' in reply) return reply.text.split('\n');
  if ('articles' in reply) {
    return reply.articles.flatMap(({ title, description, url }) => [title, description, url]);
  }
  return [];
}

function matchOf({ exact, contains, prefix }: Keyword) {
  if (exact) return 'exact';
  if (contains) return 'contains';
  return prefix ? 'prefix' : 'pattern';
}

function presentAction(keyword: Keyword, unit: string, { items, queries }: Content) {
  const refOf = (id: string): string => (id.includes('.') ? id : `${unit}.${id}`);
  if (keyword.item !== undefined) {
    const item = items.find(({ ref }) => ref === refOf(keyword.item!));
    return { kind: 'item' as const, text: item?.name ?? keyword.item };
  }
  if (keyword.query !== undefined) {
    const query = queries.find(({ ref }) => ref === refOf(keyword.query!));
    return { kind: 'query' as const, text: query?.name ?? keyword.query };
  }
  if (keyword.items !== undefined) {
    return { kind: 'items' as const, text: keyword.items === 'top' ? '热门事项' : keyword.items };
  }
  return { kind: 'reply' as const, text: keyword.reply ?? '' };
}
