/** Reminds citizens who fell silent in the middle of a form. Joins messages, callback, queries and delivery. */
import { openQuestion } from './callback/sealed-question';
import type { Database, Tx } from './database/database';
import { enqueueReminder } from './delivery/enqueue-reminder';
import { claimSilentForms, type SilentForm } from './messages/question-store';
import type { Clock } from './platform/clock';
import type { Sealer } from './privacy/sealer';
import { remindForm } from './queries/form-words';
import type { Query } from './queries/schema';
import { AUTOMATIC } from './routing/reply-text';

export interface RemindFormsParts {
  database: Database;
  sealer: Sealer;
  clock: Clock;
  findQuery: (ref: string) => Query | undefined;
  onReminded: (account: string) => void;
}

const MINUTE_MS = 60_000;
/** Half of the time that a form stays open. */
const SILENCE_MS = 5 * MINUTE_MS;
const BATCH = 100;

/** Each form is reminded of once, in one process only. */
export async function remindForms(parts: RemindFormsParts): Promise<void> {
  const { database, clock, onReminded } = parts;
  const now = clock.now();
  const askedBefore = new Date(now.getTime() - SILENCE_MS);
  const reminded = await database.transaction(async (tx) => {
    const silent = await claimSilentForms(tx, { askedBefore, now, limit: BATCH });
    const accounts: string[] = [];
    for (const form of silent) if (await remind(tx, parts, form, now)) accounts.push(form.account);
    return accounts;
  });
  for (const account of reminded) onReminded(account);
}

async function remind(
  tx: Tx,
  { sealer, findQuery }: RemindFormsParts,
  form: SilentForm,
  now: Date,
): Promise<boolean> {
  const { account, citizenId } = form;
  const question = openQuestion(form.question, sealer, { account, citizenId });
  const query = question?.kind === 'form' ? findQuery(question.state.query) : undefined;
  if (question?.kind !== 'form' || !query) return false;
  const minutesLeft = Math.floor((form.expiresAt.getTime() - now.getTime()) / MINUTE_MS);
  const words = remindForm(query, question.state, Math.max(1, minutesLeft));
  if (words === '') return false;
  return enqueueReminder(tx, { account, citizenId, text: `${AUTOMATIC}${words}`, at: now });
}
