import type { Database, Tx } from '../database/database';
import { claimSilentForms, type SilentForm } from '../messages/question-store';
import type { Clock } from '../platform/clock';
import type { Question } from '../routing/decision';
import { AUTOMATIC } from '../routing/reply-text';
import type { SealPort } from './ports';
import { openQuestion } from './sealed-question';

type FormState = Extract<Question, { kind: 'form' }>['state'];

export interface RemindFormsParts {
  database: Database;
  sealer: SealPort;
  clock: Clock;
  /** What a citizen is told who has left a form like this; null where its query is gone. */
  wordsFor: (state: FormState, minutesLeft: number) => string | null;
  /** Hands a reminder over; false where the account cannot send it now. */
  enqueueReminder: (
    tx: Tx,
    reminder: { account: string; citizenId: string; text: string; at: Date },
  ) => Promise<boolean>;
  onReminded: (account: string) => void;
}

const MINUTE_MS = 60_000;
/** Half of the time that a form stays open. */
const SILENCE_MS = 5 * MINUTE_MS;
const BATCH = 100;

/** Reminds citizens who fell silent in the middle of a form: of each form once, in one process only. */
export async function remindForms(parts: RemindFormsParts): Promise<void> {
  const { database, clock } = parts;
  const now = clock.now();
  const askedBefore = new Date(now.getTime() - SILENCE_MS);
  const reminded = await database.transaction(async (tx) => {
    const accounts: string[] = [];
    for (const form of await claimSilentForms(tx, { askedBefore, now, limit: BATCH })) {
      if (await remind(tx, parts, form, now)) accounts.push(form.account);
    }
    return accounts;
  });
  for (const account of reminded) parts.onReminded(account);
}

async function remind(
  tx: Tx,
  { sealer, wordsFor, enqueueReminder }: RemindFormsParts,
  form: SilentForm,
  now: Date,
): Promise<boolean> {
  const { account, citizenId } = form;
  const question = openQuestion(form.question, sealer, { account, citizenId });
  if (question?.kind !== 'form') return false;
  const minutesLeft = Math.floor((form.expiresAt.getTime() - now.getTime()) / MINUTE_MS);
  const words = wordsFor(question.state, Math.max(1, minutesLeft));
  if (words === null) return false;
  return enqueueReminder(tx, { account, citizenId, text: `${AUTOMATIC}${words}`, at: now });
}
