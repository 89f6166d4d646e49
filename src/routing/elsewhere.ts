import type { Context, Draft } from './context';
import { toQueue, QUESTION_VALID_MS } from './queue';
import type { Elsewhere } from './schema';

/** Up to this many characters a matter is only named; characters. */
const BARE_LENGTH = 6;

/**
 * Matters that none of our units handles: who does, and how to reach them. A question is answered
 * with that; somebody who reports a nuisance is given it too, and a person looks at the message.
 */
export function respondElsewhere(context: Context): Draft | null {
  if (context.text === '') return null;
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
  if (reportsNuisance(context)) {
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

/** More than the name of the matter, and not a question. */
function reportsNuisance({ tone, plain }: Context): boolean {
  if (tone.complaint !== null || tone.grievance !== null) return true;
  return tone.question === null && plain.length > BARE_LENGTH;
}

function textOf({ reply, source, url }: Elsewhere): string {
  return `${reply}（${source}${url === null ? '' : ` ${url}`}）`;
}
