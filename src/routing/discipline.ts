import { ASKING_WORDS } from './command-words';
import { openQuestion, type Context, type Draft } from './context';
import { QUESTION_VALID_MS } from './queue';

/** What a citizen sends within this time of an accusation, or of the last thing that went with it, belongs to it. */
const WAITS_FOR_MORE: Draft['effects'] = {
  question: { set: { kind: 'cadre_report' }, validForMs: QUESTION_VALID_MS },
};

/**
 * Accusations against officials or the unit itself: the hotline of the discipline bodies, and no
 * case here, so that nobody who is accused reads it.
 */
export function respondToDiscipline({ tone }: Context): Draft | null {
  if (tone.discipline === null) return null;
  return {
    text: '举报干部违纪违法，请打12388，也可以上网站www.12388.gov.cn，可以不留姓名。这里的工作人员不受理这类举报，您的话不会建成办件。',
    effects: WAITS_FOR_MORE,
    explanation: { responder: 'handover', rule: tone.discipline },
  };
}

/**
 * What is said after an accusation goes where the accusation went, unless it clearly asks for
 * something else: the unit that is accused must not read the rest of it in its queue.
 */
export function respondAfterReport(context: Context): Draft | null {
  const { text, plain, prepared } = context;
  if (text === '' || prepared.smallTalk.exact(plain) || asksOtherwise(context)) return null;
  return keepWithReport(context);
}

/** Keeps a message, or the picture or voice that it is, with the accusation before it; null where there is none. */
export function keepWithReport(context: Context): Draft | null {
  if (openQuestion(context)?.kind !== 'cadre_report') return null;
  return {
    text: '收到了，和您刚才反映的放在一起，不建办件，这里的工作人员看不到。证据材料请交给12388。要说别的事，请先回复“转人工”。',
    effects: WAITS_FOR_MORE,
    explanation: { responder: 'handover', rule: 'more' },
  };
}

function asksOtherwise(context: Context): boolean {
  const { text, tone } = context;
  if (tone.complaint !== null || !ASKING_WORDS.test(text)) return false;
  return context.understood().kind === 'certain';
}
