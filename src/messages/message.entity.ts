import { Check, Column, Entity, Index, PrimaryColumn, Unique } from 'typeorm';

/** One inbound message or event, and the reply that was remembered for it. */
@Entity('messages')
@Unique('messages_dedupe_key', ['account', 'citizenId', 'dedupeKey'])
@Check('messages_state_check', `state in ('handling', 'handled')`)
@Check('messages_answered_via_check', `answered_via in ('passive', 'outbox', 'none')`)
@Check('messages_answered_check', `state = 'handling' or answered_via is not null`)
@Check('messages_lease_check', `(state = 'handling') = (lease_until is not null)`)
@Index('messages_case_idx', ['caseId', 'id'], { where: 'case_id is not null' })
@Index('messages_cadre_report_idx', ['id'], { where: `responder = 'handover'` })
@Index('messages_handling_idx', ['leaseUntil'], { where: `state = 'handling'` })
export class Message {
  @PrimaryColumn({ name: 'id', type: 'uuid', primaryKeyConstraintName: 'messages_pkey' })
  id!: string;

  @PrimaryColumn({ name: 'account', type: 'text', primaryKeyConstraintName: 'messages_pkey' })
  account!: string;

  @Column({ name: 'citizen_id', type: 'uuid' })
  citizenId!: string;

  /** MsgId, or what stands for it in an event. */
  @Column({ name: 'dedupe_key', type: 'text' })
  dedupeKey!: string;

  @Column({ name: 'kind', type: 'text' })
  kind!: string;

  /** CreateTime, as WeChat gives it. */
  @Column({ name: 'sent_at', type: 'timestamptz' })
  sentAt!: Date;

  @Column({ name: 'received_at', type: 'timestamptz' })
  receivedAt!: Date;

  /** With personal data masked. */
  @Column({ name: 'text', type: 'text', nullable: true })
  text!: string | null;

  @Column({ name: 'fields', type: 'jsonb' })
  fields!: Record<string, unknown>;

  /** The unmasked original, sealed; null where nothing was masked. */
  @Column({ name: 'original', type: 'bytea', nullable: true })
  original!: Buffer | null;

  @Column({ name: 'case_id', type: 'uuid', nullable: true })
  caseId!: string | null;

  @Column({ name: 'state', type: 'text' })
  state!: 'handling' | 'handled';

  @Column({ name: 'lease_until', type: 'timestamptz', nullable: true })
  leaseUntil!: Date | null;

  @Column({ name: 'attempt', type: 'smallint' })
  attempt!: number;

  /** What a deferred handling has to do. */
  @Column({ name: 'work', type: 'jsonb', nullable: true })
  work!: unknown;

  @Column({ name: 'reply', type: 'jsonb', nullable: true })
  reply!: unknown;

  /** What WeChat was told at the deadline, where the reply came later. */
  @Column({ name: 'waiting_reply', type: 'jsonb', nullable: true })
  waitingReply!: unknown;

  @Column({ name: 'reply_at', type: 'timestamptz', nullable: true })
  replyAt!: Date | null;

  @Column({ name: 'answered_via', type: 'text', nullable: true })
  answeredVia!: 'passive' | 'outbox' | 'none' | null;

  /** The reply gives answers that had waited for the citizen. */
  @Column({ name: 'carries_answers', type: 'boolean' })
  carriesAnswers!: boolean;

  @Column({ name: 'responder', type: 'text', nullable: true })
  responder!: string | null;

  @Column({ name: 'rule', type: 'text', nullable: true })
  rule!: string | null;

  @Column({ name: 'item', type: 'text', nullable: true })
  item!: string | null;

  @Column({ name: 'score', type: 'real', nullable: true })
  score!: number | null;

  @Column({ name: 'content_version', type: 'text', nullable: true })
  contentVersion!: string | null;
}
