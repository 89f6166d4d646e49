import type { Decision, Snapshot } from '../routing/decision';
import type { Router } from '../routing/router';

/** How one utterance was answered, as the corpus sees it. */
export type Outcome =
  | { kind: 'card'; ref: string }
  | { kind: 'choices'; refs: string[] }
  /** A case number was given. */
  | { kind: 'queue' }
  | { kind: 'emergency'; numbers: string[] }
  | { kind: 'handover'; numbers: string[]; opensCase: boolean }
  | { kind: 'talk'; opensCase: boolean };

/** A citizen of whom nothing is known yet. */
export function aStranger(): Snapshot {
  return { question: null, cases: [], heldAnswers: [], lastReceiptAt: null, lastItem: null };
}

/** Routes one text of a stranger. */
export function askRouter(
  router: Router,
  account: string,
  text: string,
  now: Date,
  snapshot: Snapshot = aStranger(),
): Decision {
  const pushed = {
    accountOriginalId: 'gh_ask',
    openid: 'ask',
    sentAtSeconds: Math.floor(now.getTime() / 1000),
  };
  const inbound = { ...pushed, kind: 'text' as const, msgId: '1', content: text };
  return router.route({ id: 'ask', account, inbound }, snapshot, now);
}

/**
 * Classifies the answer to one utterance. A question of ours that asks for the matter (转人工 alone)
 * is answered with one sentence, as a citizen would.
 */
export function observe(router: Router, account: string, text: string, now: Date): Outcome {
  const first = askRouter(router, account, text, now);
  const asked = first.effects.question;
  if (asked && 'set' in asked && asked.set.kind === 'describe_matter') {
    const expiresAt = new Date(now.getTime() + asked.validForMs);
    const snapshot = { ...aStranger(), question: { question: asked.set, expiresAt } };
    return classify(askRouter(router, account, '有件事想请工作人员帮忙看看', now, snapshot));
  }
  return classify(first);
}

function classify(decision: Decision): Outcome {
  const { effects, explanation } = decision;
  const opensCase = effects.case !== undefined;
  const numbers = numbersOf(decision);
  const asked = effects.question && 'set' in effects.question ? effects.question.set : null;
  if (effects.duty?.level === 'now') return { kind: 'emergency', numbers };
  if (explanation.responder === 'handover') return { kind: 'handover', numbers, opensCase };
  if (effects.shownItem) return { kind: 'card', ref: effects.shownItem.ref };
  if (asked?.kind === 'choose_item') return { kind: 'choices', refs: asked.options };
  if (effects.receipt) return { kind: 'queue' };
  return { kind: 'talk', opensCase };
}

/** Telephone numbers in the reply: three digits or more. */
function numbersOf(decision: Decision): string[] {
  if (decision.kind !== 'answered' || decision.reply.kind !== 'text') return [];
  return decision.reply.text.match(/\d{3,}/g) ?? [];
}
