import type { Logger } from '../platform/logger';
import { maskPersonalData } from '../privacy/mask';
import { unmaskedWordsOf } from '../messages/message-row';
import { createId } from '../platform/ids';
import type { Router } from '../routing/router';
import type { CaseEffect, Decision, Snapshot } from '../routing/decision';
import { placeMessage } from '../routing/queue';
import type { Unit } from '../units/schema';
import type { Reply } from '../wechat/reply';
import type { Look } from './look';
import type { Job, Planned } from './job';

export interface DecideContext {
  router: Router;
  units: ReadonlyMap<string, Unit>;
  logger: Logger;
  now: Date;
  /** Puts a second reply below answers that go first, where the account cannot send it by itself. */
  joinFollowUp(account: string, preface: string, followUp: Reply): string | null;
}

/** Decides one job on what was looked up. A fault of routing becomes an apology and a case, never silence. */
export function decideJob(job: Job, look: Look, context: DecideContext): Planned {
  const messageId = job.kind === 'receive' ? createId(context.now) : job.messageId;
  const citizen = look.citizen ?? { id: createId(context.now), version: 0 };
  const decision = decisionFor(job, snapshotFor(job, look), messageId, context);
  return { job, messageId, citizen, decision: withoutFollowUp(decision, job, context), look };
}

/** Answers that waited go into passive replies only: a late reply leaves them for the next contact. */
function snapshotFor(job: Job, { snapshot }: Look): Snapshot {
  return job.kind === 'finish' && job.via === 'outbox'
    ? { ...snapshot, heldAnswers: [] }
    : snapshot;
}

/** The reply that carries both, where the second could not be sent by itself; else the decision as it is. */
function withoutFollowUp(decision: Decision, { account }: Job, context: DecideContext): Decision {
  if (decision.kind !== 'answered' || decision.reply.kind !== 'text') return decision;
  const { followUp, ...effects } = decision.effects;
  const joined = followUp && context.joinFollowUp(account, decision.reply.text, followUp);
  return joined ? { ...decision, reply: { kind: 'text', text: joined }, effects } : decision;
}

function decisionFor(
  job: Job,
  snapshot: Snapshot,
  messageId: string,
  context: DecideContext,
): Decision {
  if (job.kind === 'finish') return job.decide(snapshot);
  const { account, inbound } = job.push;
  try {
    const message = {
      id: messageId,
      account,
      inbound,
      ...unmaskedFor(job.push.original, snapshot),
    };
    return context.router.route(message, snapshot, context.now);
  } catch (error) {
    context.logger.error({ err: error, account, messageId, kind: inbound.kind }, 'routing failed');
    return buildApology(account, context.units.get(account), snapshot, context.now);
  }
}

/** Who is told what was masked: they must read the number, and it is kept sealed. */
const READS_NUMBERS = new Set(['form', 'leave_contact']);

/** What routing is told of the words as they were, where something in them was masked. */
export function unmaskedFor(
  original: string | null,
  { question }: Snapshot,
): { unmasked?: string; holdsIdNumber?: true } {
  const unmasked = unmaskedWordsOf(original);
  if (unmasked === undefined) return {};
  const reads = question !== null && READS_NUMBERS.has(question.question.kind);
  const holds = maskPersonalData(unmasked).found.includes('id_number');
  return { ...(reads && { unmasked }), ...(holds && { holdsIdNumber: true }) };
}

/** What a citizen is told at the deadline; the answer itself follows by the outbox. */
export function buildWaiting(unit: Unit | undefined): Reply {
  const numbers = unit?.telephone ? `${unit.telephone}或12345` : '12345';
  const how = unit?.verified === false ? '结果出来后，您发任意一句话就能看到。' : '';
  return {
    kind: 'text',
    text: `【自动回复】正在查询，结果稍后发给您。${how}急事请打${numbers}，找人办请回复“转人工”。`,
  };
}

/** What a citizen is told when we failed; a person of the unit looks at the message, in the case it belongs to. */
export function buildApology(
  account: string,
  unit: Unit | undefined,
  snapshot: Snapshot,
  now: Date,
): Extract<Decision, { kind: 'answered' }> {
  const numbers = unit?.telephone ? `${unit.telephone}或12345` : '12345';
  return {
    kind: 'answered',
    reply: {
      kind: 'text',
      text: `【自动回复】对不起，系统刚才出了点问题。您的话已经收到，会有工作人员来看。急事请打${numbers}。`,
    },
    effects: { case: caseFor(account, snapshot, now) },
    explanation: { responder: 'apology' },
  };
}

function caseFor(account: string, snapshot: Snapshot, now: Date): CaseEffect {
  const placement = placeMessage({ snapshot, now });
  if (placement.kind === 'open') {
    return { kind: 'open', unit: account, urgent: false, restricted: false };
  }
  const needsJudgement = placement.kind === 'ask';
  return { kind: 'join', caseId: placement.case.id, urgent: false, needsJudgement };
}
