import type { CitizenContact } from '../messages/citizen-store';
import type { FinishedMessage } from '../messages/message-store';
import { fieldsOf, originalWordsOf, wordsOf, type MessageRow } from '../messages/message-row';
import type { Planned } from './job';
import type { SealPort } from './ports';
import { sealWork } from './sealed-work';
import type { WriteContext, Written } from './write';

/** What a job changes of its citizen. */
export function citizenRowOf({ job, citizen, decision }: Planned, now: Date): CitizenContact {
  const { follow, receipt, shownItem } = decision.effects;
  return {
    account: job.account,
    id: citizen.id,
    openid: job.openid,
    version: citizen.version,
    first_seen_at: now,
    last_contact_at: now,
    followed_at: follow === 'followed' ? now : null,
    unfollowed_at: follow === 'unfollowed' ? now : null,
    last_receipt_at: receipt ? now : null,
    last_item: shownItem?.ref ?? null,
    last_item_candidates: shownItem?.candidates ?? [],
    last_item_at: shownItem ? now : null,
  };
}

function explanationOf({ decision }: Planned) {
  const { responder, rule, item, score } = decision.explanation;
  return { responder, rule: rule ?? null, item: item ?? null, score: score ?? null };
}

/** The row of a push that is stored for the first time. */
export function messageRowOf(
  { planned, reply, caseId }: Written,
  sealer: SealPort,
  context: WriteContext,
): MessageRow[] {
  const { job, messageId, citizen, decision } = planned;
  if (job.kind === 'finish') return [];
  const { push } = job;
  const deferred = decision.kind === 'deferred';
  return [
    {
      account: job.account,
      id: messageId,
      citizen_id: citizen.id,
      dedupe_key: job.dedupeKey,
      kind: push.inbound.kind,
      sent_at: sentAtOf(push.inbound.sentAtSeconds, push.receivedAt),
      received_at: push.receivedAt,
      text: decision.effects.keptText ?? wordsOf(push.inbound),
      fields: fieldsOf(push.inbound),
      original: originalOf(planned, sealer),
      case_id: caseId,
      state: deferred ? 'handling' : 'handled',
      lease_until: deferred ? context.leaseUntil : null,
      attempt: 1,
      work: deferred ? sealWork(decision.work, sealer, job.account, messageId) : null,
      reply: deferred ? null : reply,
      reply_at: deferred ? null : context.now,
      answered_via: deferred ? null : 'passive',
      carries_answers: Boolean(decision.effects.givesAnswers?.length),
      content_version: context.contentVersion,
      ...explanationOf(planned),
    },
  ];
}

/** How a deferred message ends. */
export function finishedRowOf(
  { planned, reply, caseId }: Written,
  context: WriteContext,
): FinishedMessage[] {
  const { job, messageId, decision } = planned;
  if (job.kind === 'receive') return [];
  return [
    {
      account: job.account,
      id: messageId,
      case_id: caseId,
      reply,
      reply_at: context.now,
      answered_via: job.via,
      carries_answers: Boolean(decision.effects.givesAnswers?.length),
      content_version: context.contentVersion,
      ...explanationOf(planned),
    },
  ];
}

/** The words as they were, sealed, where masking or a form has hidden something of them. */
function originalOf({ job, messageId, decision }: Planned, sealer: SealPort): string | null {
  if (job.kind === 'finish') return null;
  const { original, inbound } = job.push;
  const hidden = decision.effects.keptText !== undefined;
  const plain = original ?? (hidden ? originalWordsOf(inbound) : null);
  if (plain === null) return null;
  return `\\x${sealer.seal(plain, `message:${job.account}:${messageId}`).toString('hex')}`;
}

/** WeChat's time, or ours where a push carries a time that no calendar has. */
function sentAtOf(seconds: number, receivedAt: Date): Date {
  return seconds >= 0 && seconds < 253_402_300_800 ? new Date(seconds * 1000) : receivedAt;
}
