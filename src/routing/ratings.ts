/** 评价: five words for an answer, asked for by a tap, a number or the word itself. */
import { parseChoice } from './choices';
import { openQuestion, type Context, type Draft } from './context';
import { PROGRESS_LINK_SLOT, type KnownCase, type Question, type Score } from './decision';
import { QUESTION_VALID_MS } from './queue';
import { joinLines } from './reply-text';

/** In the order in which they are offered: the first is 5, the last is 1. */
const WORDS = ['非常满意', '满意', '基本满意', '不满意', '非常不满意'];
const ASK_WORDS = ['评价', '我要评价', '评分', '打分', '评价办件', '去评价', '满意度评价'];
/** What a tap on a rating request says: `rate:RS202611230001X:1:5`. */
const TAP = /^rate:([A-Z0-9]+):(\d{1,4}):([1-5])$/;

type RateQuestion = Extract<Question, { kind: 'rate' }>;

/** A tap on one of the five words. */
export function respondToRatingTap({ message: { inbound }, snapshot }: Context): Draft | null {
  if (inbound.kind !== 'text' || inbound.menuItemId === undefined) return null;
  const [, number, round, score] = TAP.exec(inbound.menuItemId) ?? [];
  if (number === undefined) return null;
  const known = snapshot.cases.find((one) => one.number === number);
  if (!known || known.round !== Number(round) || !isRateable(known)) {
    return draft('这次答复已经评价过了，或者过了评价的时间。还有事直接说就行。');
  }
  return take(known, Number(score) as Score);
}

/** 评价 by name, and the answer to the question that follows. */
export function respondToRating(context: Context): Draft | null {
  const question = openQuestion(context);
  if (question?.kind === 'rate') {
    const answered = answerQuestion(context, question);
    if (answered) return answered;
  }
  return ASK_WORDS.includes(context.plain) ? ask(context) : null;
}

function ask({ snapshot }: Context): Draft {
  const known = snapshot.cases.find(isRateable);
  if (!known) return draft('现在没有等您评价的答复。收到答复后30天内可以评价。');
  return {
    ...draft(
      joinLines([
        `对办件${known.number}的答复满意吗？请回复数字：`,
        ...WORDS.map((word, index) => `${index + 1} ${word}`),
        `想写几句，<a href="${PROGRESS_LINK_SLOT}">点这里评价</a>。`,
      ]),
    ),
    effects: {
      question: {
        set: { kind: 'rate', caseId: known.id, round: known.round },
        validForMs: QUESTION_VALID_MS,
      },
      progressLinks: [known],
    },
  };
}

function answerQuestion({ plain, snapshot }: Context, question: RateQuestion): Draft | null {
  const known = snapshot.cases.find(({ id }) => id === question.caseId);
  const number = parseChoice(plain) ?? WORDS.indexOf(plain) + 1;
  if (number < 1 || number > WORDS.length) return null;
  if (!known || known.round !== question.round || !isRateable(known)) {
    return { ...draft('这次答复已经评价过了。'), effects: { question: { clear: true } } };
  }
  return take(known, (6 - number) as Score);
}

function take(known: KnownCase, score: Score): Draft {
  const word = WORDS[5 - score]!;
  const { id: caseId, number } = known;
  const thanks = `谢谢您的评价：${word}。`;
  const sorry = `对不起，没有让您满意。办件${number}会重新办理，工作人员会联系您。哪里不满意，请直接说。`;
  return {
    ...draft(score <= 2 ? sorry : thanks),
    effects: { question: { clear: true }, rating: { caseId, number, score } },
  };
}

function isRateable({ state, answeredAt, rated }: KnownCase): boolean {
  return (state === 'answered' || state === 'closed') && answeredAt !== null && !rated;
}

function draft(text: string): Draft {
  return { text, effects: {}, explanation: { responder: 'command', rule: 'rating' } };
}
