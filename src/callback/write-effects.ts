import type { Tx } from '../database/database';
import { clearQuestions, setQuestions } from '../messages/question-store';
import { recordRevocations, revokedOpenidOf } from '../messages/revocation';
import { createId } from '../platform/ids';
import { caseChangesOf, fillReply } from './case-rows';
import type { Question } from '../routing/decision';
import type { Push } from './job';
import { sealQuestion } from './sealed-question';
import type { WritePorts, Written } from './write';

/** What follows from a push itself, whatever was decided: a file to fetch, a permission taken back. */
export async function writeStored(
  tx: Tx,
  written: readonly Written[],
  ports: WritePorts,
  now: Date,
): Promise<void> {
  const stored = written.flatMap(({ planned: { job, messageId } }) => {
    if (job.kind === 'finish') return [];
    const { account, push } = job;
    return [{ account, message_id: messageId, inbound: push.inbound, at: push.receivedAt }];
  });
  await Promise.all([
    ports.media.recordMedia(tx, stored),
    recordRevocations(
      tx,
      stored.flatMap(({ account, inbound }) => {
        const openid = revokedOpenidOf(inbound);
        return openid === null ? [] : [{ account, openid, at: now }];
      }),
    ),
  ]);
}

/** What further messages change of cases, in the order of their ids. */
export async function writeCaseChanges(
  tx: Tx,
  written: readonly Written[],
  ports: WritePorts,
  now: Date,
): Promise<void> {
  const changes = written.flatMap(({ planned }) => caseChangesOf(planned, ports.sealer, now));
  await ports.cases.changeCases(
    tx,
    changes.sort((a, b) => (a.id < b.id ? -1 : 1)),
  );
}

/** Telephone numbers that citizens left, sealed for the case that they are for. */
export async function writeContactNumbers(
  tx: Tx,
  written: readonly Written[],
  ports: WritePorts,
): Promise<void> {
  const rows = written.flatMap(({ planned: { job, citizen, decision } }) => {
    const { contact } = decision.effects;
    if (!contact) return [];
    const sealed = ports.sealer.seal(contact.telephone, `case-contact:${contact.caseId}`);
    const { account } = job;
    return [{ case_id: contact.caseId, account, citizen_id: citizen.id, sealed }];
  });
  if (rows.length > 0) await ports.cases.keepContacts(tx, rows);
}

/** 评价 from the chat. */
export async function writeRatings(
  tx: Tx,
  written: readonly Written[],
  ports: WritePorts,
): Promise<void> {
  const rows = written.flatMap(({ planned: { job, citizen, decision } }) => {
    const { rating } = decision.effects;
    if (!rating) return [];
    const { number, score } = rating;
    return [{ number, account: job.account, citizen_id: citizen.id, rating: score }];
  });
  if (rows.length > 0) await ports.cases.rateCases(tx, rows);
}

/** The windows that the pushes of a batch open. */
export async function writeContacts(
  tx: Tx,
  written: readonly Written[],
  ports: WritePorts,
): Promise<void> {
  const contacts = written.flatMap(({ planned: { job, citizen } }) => {
    if (job.kind === 'finish') return [];
    const window = ports.delivery.windowOpenedBy(job.push.inbound);
    if (!window) return [];
    return [{ account: job.account, citizen_id: citizen.id, window, at: contactAtOf(job.push) }];
  });
  await ports.delivery.recordContacts(tx, contacts);
}

/** WeChat reckons its windows from its own time of the push, which a retry brings late; never from the future. */
function contactAtOf({ inbound, receivedAt }: Push): Date {
  return new Date(Math.min(inbound.sentAtSeconds * 1000, receivedAt.getTime()));
}

/** Questions that are asked and questions that are done with. */
export async function writeQuestions(
  tx: Tx,
  written: readonly Written[],
  ports: WritePorts,
  now: Date,
): Promise<void> {
  const set = [];
  const cleared = [];
  for (const { planned, caseId } of written) {
    const change = planned.decision.effects.question;
    const key = { account: planned.job.account, citizen_id: planned.citizen.id };
    if (!change) continue;
    if ('clear' in change) cleared.push(key);
    else {
      const expires_at = new Date(now.getTime() + change.validForMs);
      const owner = { account: key.account, citizenId: key.citizen_id };
      const question = sealQuestion(withCase(change.set, caseId), ports.sealer, owner);
      set.push({ ...key, question, asked_at: now, expires_at });
    }
  }
  await Promise.all([setQuestions(tx, set), clearQuestions(tx, cleared)]);
}

/** A question about the case that was opened just now. */
function withCase(question: Question, caseId: string | null): Question {
  return question.kind === 'leave_contact'
    ? { ...question, caseId: question.caseId ?? caseId }
    : question;
}

/** Replies that missed the deadline, second halves of replies, and the answers that replies carry. */
export async function writeOutbox(
  tx: Tx,
  written: readonly Written[],
  ports: WritePorts,
  now: Date,
): Promise<void> {
  const queued = written.flatMap(({ planned, reply, caseNumber, caseId, answeredVia }) => {
    const base = {
      account: planned.job.account,
      citizen_id: planned.citizen.id,
      message_id: planned.messageId,
      at: now,
    };
    const apology = planned.decision.explanation.responder === 'apology';
    const late =
      answeredVia === 'outbox' && reply.kind !== 'none'
        ? [{ ...base, kind: apology ? ('apology' as const) : ('late_reply' as const), body: reply }]
        : [];
    const { followUp } = planned.decision.effects;
    const opened = caseNumber === null ? null : { id: caseId!, number: caseNumber };
    return followUp
      ? [
          ...late,
          {
            ...base,
            kind: 'late_reply' as const,
            body: fillReply(followUp, planned, opened, ports.pages, now),
          },
        ]
      : late;
  });
  await ports.delivery.enqueueReplies(tx, queued);
  const offers = written.flatMap(({ planned, answeredVia }) =>
    answeredVia === 'passive'
      ? (planned.decision.effects.givesAnswers ?? []).map((id) => ({
          account: planned.job.account,
          citizen_id: planned.citizen.id,
          id,
          offered_in: planned.messageId,
          offered_at: now,
        }))
      : [],
  );
  await ports.delivery.offerAnswers(tx, offers);
}

/** Cards that a citizen said were not what they meant. */
export async function writeMisses(
  tx: Tx,
  written: readonly Written[],
  ports: WritePorts,
  now: Date,
): Promise<void> {
  const misses = written.flatMap(({ planned: { job, messageId, decision } }) => {
    const { miss } = decision.effects;
    if (!miss) return [];
    const id = createId(now);
    return [{ account: job.account, id, message_id: messageId, item: miss.ref, at: now }];
  });
  await ports.items.recordMisses(tx, misses);
}
