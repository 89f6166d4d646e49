import type { Question } from '../routing/decision';
import type { SealPort } from './ports';

/**
 * A question as its row keeps it. What a citizen has filled in, and rows that were looked up for
 * them, are sealed here, on their way into `pending_questions`, and opened again by the look.
 */
export type KeptQuestion =
  Exclude<Question, { kind: SealedKind }> | { kind: SealedKind; sealed: string };

type SealedKind = 'form' | 'more_rows';

/** Binds a sealed question to its row. */
export interface QuestionKey {
  account: string;
  citizenId: string;
}

export function sealQuestion(
  question: Question,
  sealer: SealPort,
  { account, citizenId }: QuestionKey,
): KeptQuestion {
  if (question.kind !== 'form' && question.kind !== 'more_rows') return question;
  const sealed = sealer.seal(JSON.stringify(question), contextOf(account, citizenId));
  return { kind: question.kind, sealed: sealed.toString('base64') };
}

/** @returns null for a question that no key of ours opens any more: nobody can answer it */
export function openQuestion(
  kept: KeptQuestion,
  sealer: SealPort,
  { account, citizenId }: QuestionKey,
): Question | null {
  if (!('sealed' in kept)) return kept;
  try {
    const opened = sealer.open(Buffer.from(kept.sealed, 'base64'), contextOf(account, citizenId));
    return JSON.parse(opened) as Question;
  } catch {
    return null;
  }
}

function contextOf(account: string, citizenId: string): string {
  return `question:${account}:${citizenId}`;
}
