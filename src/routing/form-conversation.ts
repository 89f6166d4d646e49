import { advanceForm, type FormStep } from '../queries/form';
import type { FormState, Said } from '../queries/form-state';
import { fieldOf, resumeForm } from '../queries/form-words';
import type { Field, Query } from '../queries/schema';
import { ASKING_WORDS, CANCEL_WORDS, WRONG_WORDS } from './command-words';
import { openQuestion, type Context, type Draft, type Respond } from './context';
import { draftOfStep, keepForm } from './queries';
import { asksForHuman } from './questions';
import { cutToFit, joinLines } from './reply-text';

const PLACE_SIGNS = /[镇乡村路街区县市洲湖组垸堤港]|社区|小区|附近|农场|渔场/;
/** Rules of small talk that answer what says nothing. */
const NOT_UNDERSTOOD = new Set(['digits', 'too_short', 'no_matter']);
/** Longer than any answer to a field: a matter of its own; characters. */
const MATTER_LENGTH = 60;

/** Who may answer while a form is open: what is said, what is tapped, and what is a matter for people. */
export interface OtherResponders {
  words: readonly Respond[];
  taps: readonly Respond[];
  queue: Respond;
}

/**
 * Answers what is said while a form is open. What is clearly another request is answered by
 * `others`, and the form goes on or ends: nobody is trapped in it.
 */
export function createFormResponder(others: OtherResponders): Respond {
  return (context) => {
    const question = openQuestion(context);
    if (question?.kind !== 'form') return null;
    const query = context.prepared.queries.get(question.state.query);
    if (!query || query.source === null || !context.prepared.isOffered(query)) {
      return sayClosed(context, query, others);
    }
    return answerForm(context, query, question.state, others);
  };
}

function answerForm(
  context: Context,
  query: Query,
  state: FormState,
  others: OtherResponders,
): Draft | null {
  const said = saidIn(context);
  if (said === null) {
    return withForm(query, state, firstOf(others.taps, withoutForm(context)));
  }
  const words = said.kind === 'words' ? context.plain : null;
  if (words !== null && CANCEL_WORDS.includes(words)) {
    return say(query, `好的，“${query.name}”不查了。有事直接说就行。`, 'cancel');
  }
  const isEmpty = Object.keys(state.values).length === 0;
  const leaves = asksForHuman(context) || (isEmpty && WRONG_WORDS.includes(context.plain));
  if (words !== null && leaves) return firstOf(others.words, withoutForm(context));
  const step = advanceForm(query, state, said, context.now);
  if (step.kind === 'unclear' || !step.certain) {
    const other = anotherRequest(context, step, fieldOf(query, state.asked), others);
    const restarts = other?.explanation.item === query.itemRef;
    // Chat counts as no answer, so that a form does not go on for ever.
    const isChat = other?.explanation.responder === 'small_talk' && step.kind === 'unclear';
    const left = isChat ? step.state : state;
    if (other && left && (!restarts || isEmpty)) {
      return keptBy(step, restarts ? other : withForm(query, left, other));
    }
  }
  // Nothing is asked any more: a form that was answered takes corrections and no other words.
  if (step.kind === 'unclear' && state.asked === null) return null;
  return draftOfStep(query, step, { responder: 'query', rule: `query:${query.ref}` });
}

/** The answer to a message that is no answer to the form, or null where it is nothing else either. */
function anotherRequest(
  context: Context,
  step: FormStep,
  asked: Field | undefined,
  others: OtherResponders,
): Draft | null {
  const { text, plain, tone } = context;
  if (text === '' || plain === '') return null;
  const inner = withoutForm(context);
  const isMatter = tone.complaint !== null || [...plain].length > MATTER_LENGTH;
  const isOpen = step.kind === 'unclear' || mayBeMeantOtherwise(text, asked);
  if (!isOpen && !isMatter && !ASKING_WORDS.test(text)) return null;
  const draft = firstOf(others.words, inner);
  if (draft && isAnother(draft, isOpen)) return draft;
  return isMatter && !draft ? others.queue(inner) : null;
}

/** A word of two signs reads as a name or a place and may be a matter: "疫苗". What says where it is, is a place. */
function mayBeMeantOtherwise(text: string, asked: Field | undefined): boolean {
  if (asked?.type === 'name') return true;
  return asked?.type === 'place' && !PLACE_SIGNS.test(text);
}

/** A greeting is answered in passing; an ask-back, or a word that nothing was understood, is no better than the form's own. */
function isAnother({ explanation, effects }: Draft, isOpen: boolean): boolean {
  const { responder, rule } = explanation;
  const choices = effects.question && 'set' in effects.question;
  if (choices && responder === 'understanding') return isOpen;
  return !(responder === 'small_talk' && rule !== undefined && NOT_UNDERSTOOD.has(rule));
}

/** The other answer with the form's question after it; where it asks or opens something itself, the form ends. */
function withForm(query: Query, state: FormState, draft: Draft | null): Draft | null {
  if (!draft) return null;
  const { effects, article: _article, ...rest } = draft;
  const asksItself = effects.question !== undefined && 'set' in effects.question;
  const ends = asksItself || draft.request || effects.case || effects.pageLink;
  if (ends || state.asked === null) {
    const note =
      draft.request || state.asked === null ? null : `（“${query.name}”先不查了，要查再说一次。）`;
    return {
      ...draft,
      text: joinLines([draft.text, note]),
      effects: { question: { clear: true }, ...effects },
    };
  }
  const again = resumeForm(query, state);
  const reserved = Buffer.byteLength(again) + 120;
  return {
    ...rest,
    text: `${cutToFit(draft.text, reserved)}\n\n${again}`,
    effects: { ...effects, ...keepForm(state) },
  };
}

/** Values that a message held stay out of the log, whoever answers it. */
function keptBy(step: FormStep, draft: Draft | null): Draft | null {
  if (!draft || step.hidden === null) return draft;
  return { ...draft, effects: { ...draft.effects, keptText: step.hidden } };
}

/** What a message says to a form; null for taps and other events, which say nothing to it. */
function saidIn({ message: { inbound, unmasked }, text }: Context): Said | null {
  switch (inbound.kind) {
    case 'text':
      return inbound.menuItemId === undefined ? { kind: 'words', text: unmasked ?? text } : null;
    case 'voice':
      return text === ''
        ? { kind: 'unreadable', what: '语音' }
        : { kind: 'words', text: unmasked ?? text };
    case 'location':
      return { kind: 'location', latitude: inbound.latitude, longitude: inbound.longitude };
    case 'image':
      return { kind: 'unreadable', what: '照片' };
    case 'video':
    case 'shortvideo':
      return { kind: 'unreadable', what: '视频' };
    case 'link':
      return { kind: 'unreadable', what: '链接' };
    default:
      return null;
  }
}

/** The query went away while somebody was filling it in: files changed, or its data was taken back. */
function sayClosed(context: Context, query: Query | undefined, others: OtherResponders): Draft {
  const list = context.text === '' ? others.taps : others.words;
  const other = firstOf(list, withoutForm(context));
  const name = query ? `“${query.name}”` : '刚才的查询';
  const text = joinLines([`${name}现在停用了，对不起。`, other?.text ?? '找人办请回复“转人工”。']);
  return {
    text,
    effects: { question: { clear: true }, ...other?.effects },
    explanation: other?.explanation ?? { responder: 'query', rule: 'closed' },
  };
}

function withoutForm(context: Context): Context {
  return { ...context, snapshot: { ...context.snapshot, question: null } };
}

function firstOf(responders: readonly Respond[], context: Context): Draft | null {
  for (const respond of responders) {
    const draft = respond(context);
    if (draft) return draft;
  }
  return null;
}

function say(query: Query, text: string, rule: string): Draft {
  return {
    text,
    effects: { question: { clear: true } },
    explanation: { responder: 'query', rule: `${rule}:${query.ref}` },
  };
}
