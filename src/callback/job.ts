import type { Sequenced } from '../platform/sequencer';
import type { Decision, Snapshot } from '../routing/decision';
import type { Inbound } from '../wechat/inbound';
import type { Reply } from '../wechat/reply';
import type { Look } from './look';

/** A push on its way through look, decide and write. */
export interface Push {
  account: string;
  openid: string;
  dedupeKey: string;
  receivedAt: Date;
  /** Personal data masked. */
  inbound: Inbound;
  /** JSON of what was masked, or null. */
  original: string | null;
}

/** A reply ready to be written out; `replyAt` is its CreateTime. */
export interface Answered {
  kind: 'answered';
  messageId: string;
  reply: Reply;
  replyAt: Date;
  carriesAnswers: boolean;
  /** The reply that a push had already. */
  repeated: boolean;
}
/** Stored, and `work` must now be done by whoever gets this outcome. */
export interface Deferred {
  kind: 'deferred';
  messageId: string;
  citizenId: string;
  work: unknown;
}
/** Another request, perhaps in another process, is handling this message. */
export interface BeingHandled {
  kind: 'being_handled';
  messageId: string;
  leaseUntil: Date;
}
export type ReceiveOutcome = Answered | Deferred | BeingHandled;
/** `lost`: somebody else has ended the message. */
export type FinishOutcome = Answered | { kind: 'lost' };

interface JobBase extends Sequenced {
  account: string;
  openid: string;
  dedupeKey: string;
  reject(error: unknown): void;
  /** How often its guard was lost. */
  losses: number;
}
export interface ReceiveJob extends JobBase {
  kind: 'receive';
  push: Push;
  resolve(outcome: ReceiveOutcome): void;
}
/** Ends a message that was deferred. */
export interface FinishJob extends JobBase {
  kind: 'finish';
  messageId: string;
  inboundKind: Inbound['kind'] | null;
  /** Whether a request still waits for the reply. */
  via: 'passive' | 'outbox';
  decide(snapshot: Snapshot): Extract<Decision, { kind: 'answered' }>;
  resolve(outcome: FinishOutcome): void;
}
export type Job = ReceiveJob | FinishJob;

/** A job that has been decided and not yet written. */
export interface Planned {
  job: Job;
  messageId: string;
  citizen: { id: string; version: number };
  decision: Decision;
  look: Look;
}
