import type { Context, Draft } from './context';
import { toQueue, QUESTION_VALID_MS } from './queue';
import type { Elsewhere } from './schema';

/** Up to this length a matter is only named or asked about in general; characters. */
const BARE_LENGTH = 6;

/**
 * Matters that none of our units handles: who does, and how to reach them. Whoever only names the
 * matter is offered a person; whoever tells or asks more is given a case as well, so that nobody is
 * sent from one office to the next.
 */
export function respondElsewhere(context: Context): Draft | null {
  if (context.text === '' || context.prepared.smallTalk.exact(context.plain)) return null;
  const outcome = context.understood();
  if (outcome.kind !== 'elsewhere') return null;
  const { elsewhere, score, candidates } = outcome;
  const explanation = {
    responder: 'elsewhere' as const,
    rule: elsewhere.id,
    score,
    candidates,
  };
  const lead = textOf(elsewhere);
  if (saysMore(context)) {
    return { ...toQueue(context, { lead, rule: elsewhere.id }), explanation };
  }
  return {
    text: `${lead}\n要我们的工作人员来办，请回复“转人工”。`,
    effects: {
      question: {
        set: { kind: 'offer_human', asked: context.text, messageId: context.message.id },
        validForMs: QUESTION_VALID_MS,
      },
    },
    explanation,
  };
}

/** More than the name of the matter. */
function saysMore({ tone, plain }: Context): boolean {
  return tone.complaint !== null || tone.grievance !== null || plain.length > BARE_LENGTH;
}

function textOf({ reply, source, url }: Elsewhere): string {
  return `${reply}（${source}${url === null ? '' : ` ${url}`}）`;
}
