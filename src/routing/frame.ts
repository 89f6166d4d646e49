import type { Reply } from '../wechat/reply';
import type { Context, Draft } from './context';
import type { QueryWork } from './query-work';
import type { Decision, Effects, HeldAnswer, Snapshot } from './decision';
import { AUTOMATIC, cutToFit, fitsReply, joinLines, quote } from './reply-text';

/** Lines that the frame puts before what a responder says. */
export interface FrameLines {
  /** Asks after danger that may still be there. */
  mention: string | null;
  /** The number comes before everything; waiting answers stay for the next contact. */
  isEmergency: boolean;
}

/**
 * Puts the frame round a draft: answers that waited, 【自动回复】, what was heard, the line about
 * danger. Waiting answers go first; when both do not fit in one text, they go alone and the new
 * reply is handed on as `followUp`.
 */
export function frame(context: Context, draft: Draft, lines: FrameLines): Decision {
  const hearing = heard(context, draft);
  if (!draft.request) return frameAnswer(context.snapshot, draft, { ...lines, heard: hearing });
  const work: QueryWork = { ...draft.request, heard: hearing, mention: lines.mention };
  return { kind: 'deferred', work, effects: draft.effects, explanation: draft.explanation };
}

/** `frame` for a draft that does not wait for a source. @param lines `heard`: "我听到的是…" */
export function frameAnswer(
  snapshot: Pick<Snapshot, 'heldAnswers'>,
  draft: Draft,
  { heard, mention, isEmergency }: FrameLines & { heard: string | null },
): Extract<Decision, { kind: 'answered' }> {
  const said = isEmergency ? [draft.text, heard] : [heard, mention, draft.text];
  const own = `${AUTOMATIC}${joinLines(said)}`;
  const held = isEmergency ? [] : snapshot.heldAnswers;
  const plainReply: Reply =
    draft.article && !mention && !heard
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

function heard({ message: { inbound }, text }: Context, { effects }: Draft): string | null {
  if (inbound.kind !== 'voice' || text === '') return null;
  return `我听到的是：“${quote(effects.keptText ?? text)}”`;
}
