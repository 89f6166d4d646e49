/** What people do with 常用语: write, change, approve, return, withdraw. */
import {
  endApproval,
  findOpenApproval,
  hashText,
  openApproval,
  recordPasses,
} from '../../approvals/approval-store';
import { planPass } from '../../approvals/plan-pass';
import type { RecordAudit } from '../../audit/audit-row';
import type { Tx } from '../../database/database';
import type { Clock } from '../../platform/clock';
import { AppError } from '../../platform/errors';
import { createId } from '../../platform/ids';
import { checkDraft, type DraftRules } from './check-draft';
import { presentForApproval, type Phrase, type PhraseDraft } from './phrase';
import {
  getPhrase,
  insertPhrase,
  insertPhraseEvent,
  listPhraseEvents,
  updatePhrase,
  type PhraseReach,
} from './phrase-store';
import type { PhraseEventKind } from './phrase-words';

/** The one gate of a phrase. */
const GATE = 'review';

export interface PhraseParts extends DraftRules {
  clock: Clock;
  recordAudit: RecordAudit;
}

/** Who does it. */
export interface PhraseActor {
  id: string;
  name: string;
  ip: string | null;
}

/** One change of a phrase; `version` is the one that the person saw. */
export interface PhraseChange {
  id: string;
  version: number;
}

/**
 * Writes a phrase; it waits for a second person.
 * @param unit null: the district's; that the person may write there is the caller's to see to
 * @throws AppError unprocessable for what is wrong with it
 */
export async function createPhrase(
  tx: Tx,
  parts: PhraseParts,
  actor: PhraseActor,
  unit: string | null,
  draft: PhraseDraft,
): Promise<Phrase> {
  const at = parts.clock.now();
  const checked = checkDraft(parts, unit, draft, at);
  const phrase: Phrase = {
    ...checked,
    ...{ id: createId(at), unit, state: 'awaiting', version: 1, approvedHash: null },
    approvalId: await submit(tx, { ...checked, unit }, [actor.id], at),
    ...{ draftedBy: actor.id, changedAt: at, uses: 0, lastUsedAt: null },
  };
  await insertPhrase(tx, phrase);
  await keep(tx, parts, actor, phrase, { kind: 'created', reason: null, at });
  return phrase;
}

/**
 * Changes a phrase: every approval of it is dropped, and a second person is wanted anew. Whoever wrote in
 * a text that nobody has approved yet stays one of its writers.
 * @throws AppError not_found, conflict for another version, unprocessable
 */
export async function editPhrase(
  tx: Tx,
  parts: PhraseParts,
  reach: PhraseReach,
  actor: PhraseActor,
  change: PhraseChange & { draft: PhraseDraft },
): Promise<Phrase> {
  const before = await locked(tx, reach, change);
  const at = parts.clock.now();
  const checked = checkDraft(parts, before.unit, change.draft, at);
  const { unit } = before;
  if (presentForApproval({ ...checked, unit }) === presentForApproval(before)) {
    throw new AppError('unprocessable', '内容没有改动。');
  }
  const open = before.approvalId === null ? null : await findOpenApproval(tx, before.approvalId);
  if (open) await endApproval(tx, open.id, 'dropped', at);
  const drafters = [...new Set([...(open?.drafters ?? []), actor.id])];
  const after: Phrase = {
    ...before,
    ...checked,
    ...{ state: 'awaiting', version: before.version + 1, approvedHash: null },
    approvalId: await submit(tx, { ...checked, unit }, drafters, at),
    ...{ draftedBy: actor.id, changedAt: at },
  };
  await updatePhrase(tx, after);
  await keep(tx, parts, actor, after, { kind: 'edited', reason: null, at });
  return after;
}

/**
 * A second person agrees to exactly the words that they read.
 * @param change `hash`: of what they read, `hashText(presentForApproval(phrase))`
 * @throws AppError not_found; conflict for another version or other words; forbidden for who wrote in it
 */
export async function approvePhrase(
  tx: Tx,
  parts: PhraseParts,
  reach: PhraseReach,
  actor: PhraseActor,
  change: PhraseChange & { hash: string },
): Promise<Phrase> {
  const before = await locked(tx, reach, change);
  const approval = await wantApproval(tx, before);
  const plan = planPass(
    { ...approval, hash: hashText(presentForApproval(before)) },
    { gates: [GATE], hash: change.hash, by: actor.id, onBehalfOf: null },
  );
  if (plan.kind === 'own_text') {
    throw new AppError('forbidden', '写的人不能审核自己的常用语，请另一位同事审核。');
  }
  if (plan.kind !== 'passed' || approval.hash !== change.hash) {
    throw new AppError('conflict', '内容已经改过，请看过新的再审核。', { state: before.state });
  }
  const at = parts.clock.now();
  const pass = { gates: plan.gates, by: actor.id, onBehalfOf: null, opinion: null, isLast: true };
  await recordPasses(tx, approval.id, { ...pass, at });
  return end(tx, parts, actor, before, { state: 'approved', kind: 'approved', reason: null, at });
}

/** A second person sends a phrase back. @throws AppError as `approvePhrase`; unprocessable without a reason */
export async function returnPhrase(
  tx: Tx,
  parts: PhraseParts,
  reach: PhraseReach,
  actor: PhraseActor,
  change: PhraseChange & { reason: string },
): Promise<Phrase> {
  const before = await locked(tx, reach, change);
  const reason = wantReason(change.reason);
  const approval = await wantApproval(tx, before);
  const at = parts.clock.now();
  await endApproval(tx, approval.id, 'returned', at);
  return end(tx, parts, actor, before, { state: 'returned', kind: 'returned', reason, at });
}

/** Nobody is offered it any more; it stays, with what was done to it. @throws AppError as `returnPhrase` */
export async function withdrawPhrase(
  tx: Tx,
  parts: PhraseParts,
  reach: PhraseReach,
  actor: PhraseActor,
  change: PhraseChange & { reason: string },
): Promise<Phrase> {
  const before = await locked(tx, reach, change);
  const reason = wantReason(change.reason);
  if (before.state === 'withdrawn') throw new AppError('conflict', '这条已经撤下了。');
  const at = parts.clock.now();
  if (before.approvalId) await endApproval(tx, before.approvalId, 'dropped', at);
  return end(tx, parts, actor, before, { state: 'withdrawn', kind: 'withdrawn', reason, at });
}

async function locked(tx: Tx, reach: PhraseReach, { id, version }: PhraseChange): Promise<Phrase> {
  const phrase = await getPhrase(tx, reach, id);
  if (phrase.version === version) return phrase;
  const [last] = await listPhraseEvents(tx, id);
  throw new AppError('conflict', '这条常用语刚刚有人改过，请看过新的再办。', {
    ...{ state: phrase.state, version: phrase.version },
    ...{ changedBy: last?.actor ?? null, changedAt: last?.at ?? null, change: last?.kind ?? null },
  });
}

async function wantApproval(tx: Tx, { approvalId, state }: Phrase) {
  const approval = approvalId === null ? null : await findOpenApproval(tx, approvalId);
  if (!approval) throw new AppError('conflict', '这条不在待审核。', { state });
  return approval;
}

function wantReason(reason: string): string {
  const trimmed = reason.trim();
  if (trimmed.length >= 2) return trimmed;
  const fields = [{ name: 'reason', message: '请写明原因。' }];
  throw new AppError('unprocessable', '请写明原因。', { fields });
}

function submit(
  tx: Tx,
  phrase: PhraseDraft & { unit: string | null },
  drafters: readonly string[],
  at: Date,
): Promise<string> {
  return openApproval(tx, { text: presentForApproval(phrase), gates: [GATE], drafters, at });
}

async function end(
  tx: Tx,
  parts: PhraseParts,
  actor: PhraseActor,
  before: Phrase,
  how: { state: Phrase['state']; kind: PhraseEventKind; reason: string | null; at: Date },
): Promise<Phrase> {
  const after: Phrase = {
    ...before,
    ...{ state: how.state, version: before.version + 1, approvalId: null, changedAt: how.at },
    approvedHash: how.state === 'approved' ? hashText(presentForApproval(before)) : null,
  };
  await updatePhrase(tx, after);
  await keep(tx, parts, actor, after, how);
  return after;
}

/** The line of the phrase and the record of who did what. */
async function keep(
  tx: Tx,
  { recordAudit }: PhraseParts,
  { id, name, ip }: PhraseActor,
  phrase: Phrase,
  { kind, reason, at }: { kind: PhraseEventKind; reason: string | null; at: Date },
): Promise<void> {
  const isText = kind === 'created' || kind === 'edited';
  await insertPhraseEvent(tx, phrase.id, {
    ...{ version: phrase.version, kind, at, actor: id, reason },
    text: isText ? presentForApproval(phrase) : null,
  });
  await recordAudit(tx, [
    {
      at,
      actor: { kind: 'staff', id, name, ip },
      action: `phrase.${kind}`,
      unit: phrase.unit,
      subject: { kind: 'phrase', id: phrase.id },
      reason,
      after: { title: phrase.title, state: phrase.state, version: phrase.version },
    },
  ]);
}
