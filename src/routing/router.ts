/** Routing: what a message means, and what is answered. Pure: no clock, no database, no network. */
import { createNormalise, type Normalise } from '../items/search/normalise';
import { SearchIndex, type SearchDocument } from '../items/search/search-index';
import type { Item } from '../items/schema';
import type { Query } from '../queries/schema';
import { HUMAN_PHRASES } from './command-words';
import type { RoutingContent } from './content';
import type { Context, Prepared } from './context';
import { createDangerReader } from './danger-reading';
import { decide } from './decide';
import type { Decision, RoutedMessage, Snapshot } from './decision';
import { createEmergencyMatcher } from './emergencies';
import { isSilent } from './events';
import { traceAnswer, type Trace } from './trace-answer';
import { compileKeywords } from './keyword-rules';
import { openForPlace } from './menu';
import { PhraseBook } from './phrase-book';
import { finishQuery, type FinishedQuery } from './query-answer';
import { createSmallTalkMatcher } from './small-talk';
import { createToneReader } from './tone';
import { ELSEWHERE_PREFIX, understand, type Outcome } from './understanding';

export interface Router {
  /**
   * Decides one message. Never throws for anything that WeChat can push, and reads nothing but its
   * arguments and the content it was made from.
   * @param now the instant that all times are reckoned from
   */
  route(message: RoutedMessage, snapshot: Snapshot, now: Date): Decision;
}

/** A router that also words what sources say, and gives account of itself. */
export interface QueryRouter extends Router {
  /**
   * The same decision as `route`, with all that was weighed for it.
   * @returns null for what no words answer: an unknown account, a silent event
   */
  trace(message: RoutedMessage, snapshot: Snapshot, now: Date): Trace | null;
  /** What understanding finds in a message, best first, whoever would answer it. */
  candidates(message: RoutedMessage, snapshot: Snapshot, now: Date): Trace['candidates'];
  /** A query of the files that this router was made from. */
  findQuery(ref: string): Query | undefined;
  /** All of them, in the order of the files. */
  listQueries(): readonly Query[];
  /** The second half of a `deferred` decision; null where its query is no longer there. */
  finish(
    finished: FinishedQuery,
    snapshot: Snapshot,
    now: Date,
  ): Extract<Decision, { kind: 'answered' }> | null;
}

/**
 * Builds every index once from checked content; changed files make a new router.
 * @param isOffered whether a query's source has data now; by default all have
 */
export function createRouter(
  content: RoutingContent,
  isOffered: (query: Query) => boolean = () => true,
): QueryRouter {
  const prepared = prepare(content, isOffered);
  return {
    findQuery: (ref) => prepared.queries.get(ref),
    listQueries: () => [...prepared.queries.values()],
    finish: (finished, snapshot, now) => finishQuery(prepared, finished, snapshot, now),
    route(message, snapshot, now) {
      const context = contextOf(prepared, message, snapshot, now);
      if (context === null) return stayQuiet(message);
      return message.inbound.kind === 'location_select' ? openQuietly(context) : decide(context);
    },
    trace(message, snapshot, now) {
      const context = contextOf(prepared, message, snapshot, now);
      return context && traceAnswer(context);
    },
    candidates(message, snapshot, now) {
      return contextOf(prepared, message, snapshot, now)?.understood().candidates ?? [];
    },
  };
}

/** A message with all that responders look at; null for one that nobody answers. */
function contextOf(
  prepared: Prepared,
  message: RoutedMessage,
  snapshot: Snapshot,
  now: Date,
): Context | null {
  const unit = prepared.content.units.get(message.account);
  const place = message.inbound.kind === 'location_select';
  if (!unit || (isSilent(message.inbound) && !place)) return null;
  const text = textOf(message);
  const plain = prepared.normalise(text);
  const scan = prepared.book.scan(plain);
  const tone = prepared.readTone(text, scan);
  let outcome: Outcome | undefined;
  const context: Context = {
    ...{ prepared, message, unit, snapshot, now, text, plain, scan, tone },
    understood: () => (outcome ??= understand(context)),
  };
  return context;
}

function openQuietly(context: Context): Decision {
  const opened = openForPlace(context);
  if (!opened) return stayQuiet(context.message);
  return { kind: 'answered', reply: { kind: 'none' }, ...opened };
}

function stayQuiet({ inbound }: RoutedMessage): Decision {
  return {
    kind: 'answered',
    reply: { kind: 'none' },
    effects: inbound.kind === 'unsubscribe' ? { follow: 'unfollowed' } : {},
    explanation: { responder: 'event', rule: inbound.kind },
  };
}

/** What was typed, tapped or recognised. */
function textOf({ inbound }: RoutedMessage): string {
  if (inbound.kind === 'text') return inbound.content;
  return inbound.kind === 'voice' ? (inbound.recognition ?? '').trim() : '';
}

function prepare(content: RoutingContent, isOffered: Prepared['isOffered']): Prepared {
  const normalise = createNormalise();
  const book = new PhraseBook(normalise);
  return {
    book,
    humanPhrases: book.add(HUMAN_PHRASES),
    content,
    items: new Map(content.items.map((item) => [item.ref, item])),
    queries: new Map(content.queries.map((query) => [query.ref, query])),
    queryOfItem: new Map(content.queries.map((query) => [query.itemRef, query])),
    queryOfWords: queryWordsOf(content.queries, normalise),
    isOffered,
    normalise,
    search: new SearchIndex(documentsOf(content), content.vocabulary, normalise),
    readTone: createToneReader(content.vocabulary, book),
    emergencies: createEmergencyMatcher(content.emergencies, book),
    readDanger: createDangerReader(content.emergencies, normalise),
    keywords: new Map(
      [...content.keywords].map(([unit, keywords]) => [unit, compileKeywords(keywords, normalise)]),
    ),
    smallTalk: createSmallTalkMatcher(content.smallTalk, normalise, book),
  };
}

function queryWordsOf(
  queries: readonly Query[],
  normalise: Normalise,
): Map<string, Map<string, Query>> {
  const byUnit = new Map<string, Map<string, Query>>();
  for (const query of queries) {
    const words = byUnit.get(query.unit) ?? new Map<string, Query>();
    byUnit.set(query.unit, words);
    for (const ask of [query.name, ...query.asks]) words.set(normalise(ask), query);
  }
  return byUnit;
}

function documentsOf(content: RoutingContent): SearchDocument[] {
  return [
    ...content.items.map((item) => documentOfItem(item, content.queries)),
    ...content.elsewhere.map(({ id, name, asks, who }) => ({
      ref: `${ELSEWHERE_PREFIX}${id}`,
      name,
      asks,
      about: [who],
    })),
  ];
}

function documentOfItem(item: Item, queries: readonly Query[]): SearchDocument {
  const facts = [item.fee, item.timeLimit, ...item.facts].flatMap((fact) =>
    fact ? [fact.text] : [],
  );
  return {
    ref: item.ref,
    name: item.name,
    asks: [
      ...item.asks,
      ...queries.flatMap(({ itemRef, asks }) => (itemRef === item.ref ? asks : [])),
    ],
    about: [item.group.replace('/', ' '), item.summary ?? '', ...facts],
  };
}
