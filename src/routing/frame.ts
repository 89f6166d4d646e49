import type { Reply } from '../wechat/reply';
import { openQuestion, type Context, type Draft } from './context';
import type { QueryWork } from './query-work';
import type { Decision, Effects, HeldAnswer, Snapshot } from './decision';
import { AUTOMATIC, cutToFit, fitsReply, joinLines, quote } from './reply-text';

/** Lines that the frame puts before what a responder says. */
export interface FrameLines {
  /** Asks after danger that may still be there. */
  mention: string | null;
  /** The number comes before everything; waiting answers stay for the next contact. */
  isEmergency: boolean;
  /** Said last: what had better not be sent here. */
  hint?: string | null;
}

/** To somebody who has written an ID number that nobody asked for. */
const NO_ID_NUMBERS = '为了您的安全，请不要在聊天里发身份证号。刚才发的已经打码保存。';

/**
 * Puts the frame round a draft: answers that waited, 【自动回复】, what was heard, the line about
 * danger. Waiting answers go first; when both do not fit in one text, they go alone and the new
 * reply is handed on as `followUp`.
 */
export function frame(context: Context, draft: Draft, lines: FrameLines): Decision {
  const hearing = heard(context, draft);
  if (!draft.request) {
    const hint = hintFor(context);
    return frameAnswer(context.snapshot, draft, { ...lines, heard: hearing, hint });
  }
  const work: QueryWork = { ...draft.request, heard: hearing, mention: lines.mention };
  return { kind: 'deferred', work, effects: draft.effects, explanation: draft.explanation };
}

/** `frame` for a draft that does not wait for a source. @param lines `heard`: "我听到的是…" */
export function frameAnswer(
  snapshot: Pick<Snapshot, 'heldAnswers'>,
  draft: Draft,
  { heard, mention, isEmergency, hint = null }: FrameLines & { heard: string | null },
): Extract<Decision, { kind: 'answered' }> {
  const said = isEmergency ? [draft.text, heard] : [heard, mention, draft.text, hint];
  const own = `${AUTOMATIC}${joinLines(said)}`;
  const held = isEmergency ? [] : snapshot.heldAnswers;
  const plainReply: Reply =
    draft.article && !mention && !heard && !hint
      ? { kind: 'news', articles: [draft.article] }
      : { kind: 'text', text: cutToFit(own) };
  const { explanation } = draft;
  const given = fittingAnswers(held);
  if (given.length === 0) {
    return { kind: 'answered', reply: plainReply, effects: draft.effects, explanation };
  }
  const preface = given.map(presentAnswer).join('\n\n');
  const effects: Effects = {
    ...draft.effects,
    givesAnswers: given.map(({ outboxId }) => outboxId),
  };
  const both = `${preface}\n\n${own}`;
  if (fitsReply(both)) {
    return { kind: 'answered', reply: { kind: 'text', text: both }, effects, explanation };
  }
  return {
    kind: 'answered',
    reply: { kind: 'text', text: preface },
    effects: { ...effects, followUp: plainReply },
    explanation,
  };
}

/** An answer was written by a person: it does not begin with 【自动回复】. */
function presentAnswer({ text }: HeldAnswer): string {
  return text.startsWith('【') ? text : `【答复】${text}`;
}

/** The oldest answers that fit in one text together; one that never fits is left to delivery. */
function fittingAnswers(held: readonly HeldAnswer[]): HeldAnswer[] {
  const given: HeldAnswer[] = [];
  for (const answer of held) {
    if (!fitsReply([...given, answer].map(presentAnswer).join('\n\n'))) break;
    given.push(answer);
  }
  return given;
}

/** A form asks for such numbers itself. */
function hintFor(context: Context): string | null {
  if (context.message.holdsIdNumber !== true) return null;
  return openQuestion(context)?.kind === 'form' ? null : NO_ID_NUMBERS;
}

function heard({ message: { inbound }, text }: Context, { effects }: Draft): string | null {
  if (inbound.kind !== 'voice' || text === '') return null;
  return `我听到的是：“${quote(effects.keptText ?? text)}”`;
}
