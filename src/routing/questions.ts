import type { Item } from '../items/schema';
import { pageMore } from '../queries/answer';
import { isBlocked, keptText } from './blocked';
import { parseChoice } from './choices';
import { CANCEL_WORDS, HUMAN_WORDS, MORE_WORDS } from './command-words';
import { openQuestion, type Context, type Draft } from './context';
import { CASE_NUMBER_SLOT, type Question } from './decision';
import { respondToDiscipline } from './discipline';
import { answerWithItem } from './item-answer';
import { placeMessage, receiptText, toQueue } from './queue';
import { keepMore } from './query-answer';
import { isIdle } from './small-talk';

/** A longer message says the matter itself; characters. */
const LONGEST_PLEA = 24;

/** What 转人工 alone is answered with; the next message is the matter. */
export const DESCRIBE_MATTER = '好的。请用一两句话说说是什么事，发语音也行。';

/** Answers what the citizen says to the question that is open; null where it is not an answer to it. */
export function respondToQuestion(context: Context): Draft | null {
  const question = openQuestion(context);
  if (!question || context.text === '') return null;
  if (CANCEL_WORDS.includes(context.plain)) {
    return draft('好的，已取消。有事直接说就行。', question.kind, { question: { clear: true } });
  }
  switch (question.kind) {
    case 'choose_item':
      return answerChoice(context, question);
    case 'join_or_new':
      return answerJoin(context, question);
    case 'describe_matter':
      return takeMatter(context);
    case 'offer_human':
      return takeOffer(context, question);
    case 'more_rows':
      return showMore(context, question);
    case 'form':
    case 'leave_contact':
    case 'rate':
    case 'cadre_report':
      return null;
  }
}

/** Whether the message asks for a person and says nothing else. */
export function asksForHuman({ plain, scan, prepared }: Context): boolean {
  if (HUMAN_WORDS.includes(plain)) return true;
  return plain.length <= LONGEST_PLEA && prepared.humanPhrases.find(scan) !== null;
}

function answerChoice(
  context: Context,
  question: Extract<Question, { kind: 'choose_item' }>,
): Draft | null {
  const number = parseChoice(context.plain);
  if ((number === 0 && question.offersHuman) || asksForHuman(context)) {
    return toHuman(context, question.messageId, question.asked);
  }
  const items = question.options.map((ref) => context.prepared.items.get(ref));
  const named = number === null ? namedItem(context, items) : items[number - 1];
  if (named) {
    const others = question.options.filter((ref) => ref !== named.ref);
    return answerWithItem(context, named, 'question', others);
  }
  if (number === null) return null;
  const numbers = question.options.map((_, index) => index + 1).join('、');
  return draft(
    `请回复 ${numbers} 里的一个数字${question.offersHuman ? '，找人办回复 0' : ''}。`,
    'choose_item',
    {},
  );
}

/** The option whose name the citizen wrote instead of its number. */
function namedItem(context: Context, items: readonly (Item | undefined)[]): Item | undefined {
  const { plain, prepared } = context;
  if (plain.length < 2) return undefined;
  return items.find((item) => item && prepared.normalise(item.name) === plain);
}

function answerJoin(
  context: Context,
  question: Extract<Question, { kind: 'join_or_new' }>,
): Draft | null {
  const number = parseChoice(context.plain);
  if (number === 1) {
    return draft(`好的，已补充到办件${question.caseNumber}。看进展回复“进度”。`, 'join_or_new', {
      question: { clear: true },
      case: { kind: 'confirm_joined', caseId: question.caseId },
    });
  }
  if (number === 2 && isBlocked(context)) {
    return draft(keptText(context), 'join_or_new', { question: { clear: true } });
  }
  if (number === 2) {
    const { caseId, messageId } = question;
    return draft(receiptText(context, CASE_NUMBER_SLOT), 'join_or_new', {
      question: { clear: true },
      case: { kind: 'split', fromCaseId: caseId, messageId, unit: context.unit.code },
      receipt: true,
      progressLinks: ['opened'],
    });
  }
  if (number === null) return null;
  return draft('请回复 1 或 2：1 是同一件事，2 是另一件事。', 'join_or_new', {});
}

function takeMatter(context: Context): Draft | null {
  const accused = respondToDiscipline(context);
  if (accused) return accused;
  const { plain, prepared } = context;
  if (isIdle(plain) || asksForHuman(context) || prepared.smallTalk.exact(plain)) {
    return draft(DESCRIBE_MATTER, 'describe_matter', {});
  }
  const queued = toQueue(context, { rule: 'describe_matter' });
  return queued.effects.question
    ? queued
    : { ...queued, effects: { ...queued.effects, question: { clear: true } } };
}

function takeOffer(
  context: Context,
  question: Extract<Question, { kind: 'offer_human' }>,
): Draft | null {
  const wanted = asksForHuman(context) || parseChoice(context.plain) === 0;
  return wanted ? toHuman(context, question.messageId, question.asked) : null;
}

/** "更多": the rows that did not fit. */
function showMore(
  { plain }: Context,
  { more }: Extract<Question, { kind: 'more_rows' }>,
): Draft | null {
  if (!MORE_WORDS.includes(plain)) return null;
  const { text, rest } = pageMore(more);
  return {
    text,
    effects: { question: rest ? keepMore(rest) : { clear: true } },
    explanation: { responder: 'query', rule: 'more' },
  };
}

/** The matter has been said already: the case is made of that message, unless a case takes it up at once. */
function toHuman(context: Context, messageId: string, asked: string): Draft {
  if (asked === '') {
    return draft(DESCRIBE_MATTER, 'human', {
      question: { set: { kind: 'describe_matter' }, validForMs: 10 * 60 * 1000 },
    });
  }
  const options = placeMessage(context).kind === 'open' ? { takeMessageId: messageId } : {};
  const queued = toQueue(context, { ...options, rule: 'human' });
  return queued.effects.question
    ? queued
    : { ...queued, effects: { ...queued.effects, question: { clear: true } } };
}

function draft(text: string, rule: string, effects: Draft['effects']): Draft {
  return { text, effects, explanation: { responder: 'question', rule } };
}
