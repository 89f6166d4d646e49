import { respondToBindings, respondToCodes } from './bindings';
import { respondToCommand } from './commands';
import { respondToContact } from './contacts';
import { openQuestion, type Context, type Draft, type Respond } from './context';
import type { Decision } from './decision';
import { respondAfterReport, respondToDiscipline } from './discipline';
import { respondElsewhere } from './elsewhere';
import { mentionLine, type EmergencyFinding } from './emergencies';
import { addThreat, answerEmergency } from './emergency-reply';
import { respondToEvent } from './events';
import { createFormResponder } from './form-conversation';
import { frame } from './frame';
import { respondToKeyword, respondToQueryName, respondToRule } from './keywords';
import { respondToMenu } from './menu';
import { respondToQuestion } from './questions';
import { respondToRating, respondToRatingTap } from './ratings';
import { toQueue } from './queue';
import { respondToNoMatter, respondToSmallTalk } from './small-talk';
import { LEAST_SCORE, respondToUnderstanding } from './understanding';

/** What is said with words, in this order. */
const WORD_RESPONDERS: readonly Respond[] = [
  respondToBindings,
  respondToCodes,
  respondToRating,
  respondToCommand,
  respondToDiscipline,
  respondToKeyword,
  respondToQueryName,
  respondToRule,
  respondAfterReport,
  respondToUnderstanding,
  respondElsewhere,
  respondToSmallTalk,
  respondToNoMatter,
];

/** Who is asked, in this order; the first answer wins. Emergencies come before the table, in `route`. */
const RESPONDERS: readonly Respond[] = [
  createFormResponder({
    words: WORD_RESPONDERS,
    taps: [respondToRatingTap, respondToMenu, respondToEvent],
    queue: (context) => toQueue(context, restrictionOf(context)),
  }),
  respondToContact,
  respondToRatingTap,
  respondToQuestion,
  respondToMenu,
  respondToEvent,
  ...WORD_RESPONDERS,
];

/** Who answers a message, and what. */
export function decide(context: Context): Decision {
  const danger = dangerIn(context);
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

/** As it is written; where nothing is found so, as it sounds. */
function dangerIn({ prepared, plain, scan, tone }: Context): EmergencyFinding {
  const isPast = tone.aftermath !== null;
  const danger = prepared.emergencies(scan, isPast);
  const heard = (danger.now ?? danger.mention ?? danger.threat) ? null : prepared.readDanger(plain);
  return heard === null ? danger : prepared.emergencies(prepared.book.scan(heard), isPast);
}

/** Nobody in danger is asked for a receipt number afterwards. */
function endForm(context: Context, draft: Draft): Draft {
  if (openQuestion(context)?.kind !== 'form') return draft;
  return { ...draft, effects: { question: { clear: true }, ...draft.effects } };
}

/**
 * What everybody would say who has an answer to a message, in the order in which they are asked: the
 * first one is what `decide` gives.
 */
export function listDrafts(context: Context): Draft[] {
  const danger = dangerIn(context);
  const answers = [
    ...(danger.now ? [answerEmergency(context, danger.now)] : []),
    ...RESPONDERS.map((respond) => respond(context)).filter((draft) => draft !== null),
  ];
  return [...answers, toQueue(context, restrictionOf(context))];
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
