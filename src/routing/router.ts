/** Routing: what a message means, and what is answered. Pure: no clock, no database, no network. */
import { createNormalise } from '../items/search/normalise';
import { SearchIndex, type SearchDocument } from '../items/search/search-index';
import type { Item } from '../items/schema';
import { HUMAN_PHRASES } from './command-words';
import { respondToCommand } from './commands';
import type { RoutingContent } from './content';
import type { Context, Draft, Prepared, Respond } from './context';
import type { Decision, RoutedMessage, Snapshot } from './decision';
import { respondToDiscipline } from './discipline';
import { respondElsewhere } from './elsewhere';
import { createEmergencyMatcher, mentionLine } from './emergencies';
import { addThreat, answerEmergency } from './emergency-reply';
import { isSilent, respondToEvent } from './events';
import { frame } from './frame';
import { compileKeywords } from './keyword-rules';
import { respondToKeyword, respondToRule } from './keywords';
import { respondToMenu } from './menu';
import { PhraseBook } from './phrase-book';
import { respondToQuestion } from './questions';
import { toQueue } from './queue';
import { createSmallTalkMatcher, respondToSmallTalk } from './small-talk';
import { createToneReader } from './tone';
import { ELSEWHERE_PREFIX, respondToUnderstanding } from './understanding';
import { isWeekday } from './work-time';

export interface Router {
  /**
   * Decides one message. Never throws for anything that WeChat can push, and reads nothing but its
   * arguments and the content it was made from.
   * @param now the instant that all times are reckoned from
   */
  route(message: RoutedMessage, snapshot: Snapshot, now: Date): Decision;
}

/** Who is asked, in this order; the first answer wins. Emergencies come before the table, in `route`. */
const RESPONDERS: readonly Respond[] = [
  respondToQuestion,
  respondToMenu,
  respondToEvent,
  respondToCommand,
  respondToDiscipline,
  respondToKeyword,
  respondToRule,
  respondToUnderstanding,
  respondToSmallTalk,
  respondElsewhere,
];

/** Builds every index once from checked content; changed files make a new router. */
export function createRouter(content: RoutingContent): Router {
  const prepared = prepare(content);
  return {
    route(message, snapshot, now) {
      const unit = content.units.get(message.account);
      if (!unit || isSilent(message.inbound)) return stayQuiet(message);
      const text = textOf(message);
      const plain = prepared.normalise(text);
      const scan = prepared.book.scan(plain);
      const tone = prepared.readTone(text, scan);
      return decide({ prepared, message, unit, snapshot, now, text, plain, scan, tone });
    },
  };
}

function decide(context: Context): Decision {
  const { prepared, scan, tone } = context;
  const danger = prepared.emergencies(scan, tone.aftermath !== null);
  if (danger.now) {
    return frame(context, answerEmergency(context, danger.now), {
      mention: null,
      isEmergency: true,
    });
  }
  const draft = firstDraft(context);
  const spoken = danger.threat ?? danger.mention;
  const mention = spoken && draft.explanation.responder !== 'question' ? mentionLine(spoken) : null;
  const final = danger.threat ? addThreat(context, draft, danger.threat) : draft;
  return frame(context, final, { mention, isEmergency: false });
}

function firstDraft(context: Context): Draft {
  for (const respond of RESPONDERS) {
    const draft = respond(context);
    if (draft) return draft;
  }
  return toQueue(context, restrictionOf(context));
}

/** Reports that ask for secrecy, and matters of a sensitive item, are for few eyes. */
function restrictionOf({ plain }: Context): { restricted: boolean } {
  return { restricted: /匿名|保密|举报|检举|不要告诉|隐私/.test(plain) };
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

function prepare(content: RoutingContent): Prepared {
  const normalise = createNormalise();
  const book = new PhraseBook(normalise);
  return {
    book,
    humanPhrases: book.add(HUMAN_PHRASES),
    content,
    items: new Map(content.items.map((item) => [item.ref, item])),
    normalise,
    search: new SearchIndex(documentsOf(content), content.vocabulary, normalise),
    readTone: createToneReader(content.vocabulary, book),
    emergencies: createEmergencyMatcher(content.emergencies, book),
    keywords: new Map(
      [...content.keywords].map(([unit, keywords]) => [unit, compileKeywords(keywords, normalise)]),
    ),
    smallTalk: createSmallTalkMatcher(content.smallTalk, normalise, book),
    isWorkingDay: isWeekday,
  };
}

function documentsOf(content: RoutingContent): SearchDocument[] {
  return [
    ...content.items.map(documentOfItem),
    ...content.elsewhere.map(({ id, name, asks, who }) => ({
      ref: `${ELSEWHERE_PREFIX}${id}`,
      name,
      asks,
      about: [who],
    })),
  ];
}

function documentOfItem(item: Item): SearchDocument {
  const facts = [item.fee, item.timeLimit, ...item.facts].flatMap((fact) =>
    fact ? [fact.text] : [],
  );
  return {
    ref: item.ref,
    name: item.name,
    asks: item.asks,
    about: [item.group.replace('/', ' '), item.summary ?? '', ...facts],
  };
}
