/** Routing: what a message means, and what is answered. Pure: no clock, no database, no network. */
import { createNormalise, type Normalise } from '../items/search/normalise';
import { SearchIndex, type SearchDocument } from '../items/search/search-index';
import type { Item } from '../items/schema';
import type { Query } from '../queries/schema';
import { HUMAN_PHRASES } from './command-words';
import { respondToBindings } from './bindings';
import { respondToCommand } from './commands';
import type { RoutingContent } from './content';
import { openQuestion, type Context, type Draft, type Prepared, type Respond } from './context';
import type { Decision, RoutedMessage, Snapshot } from './decision';
import { respondToDiscipline } from './discipline';
import { respondElsewhere } from './elsewhere';
import { createEmergencyMatcher, mentionLine } from './emergencies';
import { addThreat, answerEmergency } from './emergency-reply';
import { isSilent, respondToEvent } from './events';
import { createFormResponder } from './form-conversation';
import { frame } from './frame';
import { compileKeywords } from './keyword-rules';
import { respondToKeyword, respondToQueryName, respondToRule } from './keywords';
import { openForPlace, respondToMenu } from './menu';
import { PhraseBook } from './phrase-book';
import { finishQuery, type FinishedQuery } from './query-answer';
import { respondToQuestion } from './questions';
import { toQueue } from './queue';
import { createSmallTalkMatcher, respondToNoMatter, respondToSmallTalk } from './small-talk';
import { createToneReader } from './tone';
import {
  ELSEWHERE_PREFIX,
  LEAST_SCORE,
  respondToUnderstanding,
  understand,
  type Outcome,
} from './understanding';

export interface Router {
  /**
   * Decides one message. Never throws for anything that WeChat can push, and reads nothing but its
   * arguments and the content it was made from.
   * @param now the instant that all times are reckoned from
   */
  route(message: RoutedMessage, snapshot: Snapshot, now: Date): Decision;
}

/** A router that also words what sources say. */
export interface QueryRouter extends Router {
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

/** What is said with words, in this order. */
const WORD_RESPONDERS: readonly Respond[] = [
  respondToBindings,
  respondToCommand,
  respondToDiscipline,
  respondToKeyword,
  respondToQueryName,
  respondToRule,
  respondToUnderstanding,
  respondElsewhere,
  respondToSmallTalk,
  respondToNoMatter,
];

/** Who is asked, in this order; the first answer wins. Emergencies come before the table, in `route`. */
const RESPONDERS: readonly Respond[] = [
  createFormResponder({
    words: WORD_RESPONDERS,
    taps: [respondToMenu, respondToEvent],
    queue: (context) => toQueue(context, restrictionOf(context)),
  }),
  respondToQuestion,
  respondToMenu,
  respondToEvent,
  ...WORD_RESPONDERS,
];

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
      const unit = content.units.get(message.account);
      const place = message.inbound.kind === 'location_select';
      if (!unit || (isSilent(message.inbound) && !place)) return stayQuiet(message);
      const text = textOf(message);
      const plain = prepared.normalise(text);
      const scan = prepared.book.scan(plain);
      const tone = prepared.readTone(text, scan);
      let outcome: Outcome | undefined;
      const context: Context = {
        ...{ prepared, message, unit, snapshot, now, text, plain, scan, tone },
        understood: () => (outcome ??= understand(context)),
      };
      return place ? openQuietly(context) : decide(context);
    },
  };
}

function decide(context: Context): Decision {
  const { prepared, scan, tone } = context;
  const danger = prepared.emergencies(scan, tone.aftermath !== null);
  if (danger.now) {
    const draft = endForm(context, answerEmergency(context, danger.now));
    return frame(context, draft, { mention: null, isEmergency: true });
  }
  const draft = firstDraft(context);
  const spoken = danger.threat ?? danger.mention;
  const mention = spoken && draft.explanation.responder !== 'question' ? mentionLine(spoken) : null;
  const final = danger.threat ? addThreat(context, draft, danger.threat) : draft;
  return frame(context, final, { mention, isEmergency: false });
}

/** Nobody in danger is asked for a receipt number afterwards. */
function endForm(context: Context, draft: Draft): Draft {
  if (openQuestion(context)?.kind !== 'form') return draft;
  return { ...draft, effects: { question: { clear: true }, ...draft.effects } };
}

function firstDraft(context: Context): Draft {
  for (const respond of RESPONDERS) {
    const draft = respond(context);
    if (draft) return draft;
  }
  return toQueue(context, restrictionOf(context));
}

/** Reports that ask for secrecy, and what sounds like a sensitive item, are for few eyes. */
function restrictionOf(context: Context): { restricted: boolean } {
  const nearest = context.text === '' ? undefined : context.understood().candidates[0];
  const isSensitive =
    nearest !== undefined &&
    nearest.score >= LEAST_SCORE &&
    context.prepared.items.get(nearest.ref)?.sensitive === true;
  return { restricted: isSensitive || /匿名|保密|举报|检举|不要告诉|隐私/.test(context.plain) };
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
