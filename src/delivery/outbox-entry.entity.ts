import { Check, Column, Entity, Index, PrimaryColumn, Unique } from 'typeorm';

/** An answer or late reply on its way to a citizen. */
@Entity('outbox')
@Unique('outbox_message_key', ['account', 'messageId', 'kind'])
@Check(
  'outbox_kind_check',
  `kind in ('answer', 'late_reply', 'apology', 'rating_request', 'reminder', 'notice')`,
)
@Check(
  'outbox_state_check',
  `state in ('waiting', 'sending', 'accepted', 'held', 'failed', 'uncertain')`,
)
@Check('outbox_lease_check', `(state = 'sending') = (lease_until is not null)`)
@Index('outbox_aftercare_idx', ['aftercareAt'], { where: 'aftercare_at is not null' })
@Index('outbox_case_idx', ['caseId', 'createdAt'], { where: 'case_id is not null' })
@Index('outbox_citizen_idx', ['account', 'citizenId', 'createdAt'], { where: `state = 'held'` })
@Index('outbox_due_idx', ['nextAt'], { where: `state = 'waiting'` })
@Index('outbox_lease_idx', ['leaseUntil'], { where: `state = 'sending'` })
@Index('outbox_one_under_way_idx', ['account', 'citizenId'], {
  unique: true,
  where: `state = 'sending'`,
})
@Index('outbox_open_idx', ['account', 'citizenId', 'createdAt', 'id'], {
  where: `state in ('waiting', 'sending')`,
})
@Index('outbox_trouble_idx', ['account', 'state', 'createdAt'], {
  where: `state in ('failed', 'uncertain')`,
})
export class OutboxEntry {
  @PrimaryColumn({ name: 'id', type: 'uuid', primaryKeyConstraintName: 'outbox_pkey' })
  id!: string;

  @PrimaryColumn({ name: 'account', type: 'text', primaryKeyConstraintName: 'outbox_pkey' })
  account!: string;

  @Column({ name: 'citizen_id', type: 'uuid' })
  citizenId!: string;

  @Column({ name: 'case_id', type: 'uuid', nullable: true })
  caseId!: string | null;

  /** The message that it answers late; null for a case's answer. */
  @Column({ name: 'message_id', type: 'uuid', nullable: true })
  messageId!: string | null;

  @Column({ name: 'kind', type: 'text' })
  kind!: 'answer' | 'late_reply' | 'apology' | 'rating_request' | 'reminder' | 'notice';

  @Column({ name: 'state', type: 'text' })
  state!: 'waiting' | 'sending' | 'accepted' | 'held' | 'failed' | 'uncertain';

  /** Why it waits, is held or failed: a key of `deliveryReasons`. */
  @Column({ name: 'reason', type: 'text', nullable: true })
  reason!: string | null;

  @Column({ name: 'body', type: 'jsonb' })
  body!: unknown;

  @Column({ name: 'created_at', type: 'timestamptz' })
  createdAt!: Date;

  @Column({ name: 'next_at', type: 'timestamptz' })
  nextAt!: Date;

  @Column({ name: 'lease_until', type: 'timestamptz', nullable: true })
  leaseUntil!: Date | null;

  @Column({ name: 'attempts', type: 'smallint' })
  attempts!: number;

  /** The message whose passive reply carried it. */
  @Column({ name: 'offered_in', type: 'uuid', nullable: true })
  offeredIn!: string | null;

  @Column({ name: 'offered_at', type: 'timestamptz', nullable: true })
  offeredAt!: Date | null;

  @Column({ name: 'accepted_at', type: 'timestamptz', nullable: true })
  acceptedAt!: Date | null;

  /** What a passive reply would carry; null where the body itself fits, or has no text form. */
  @Column({ name: 'passive_text', type: 'text', nullable: true })
  passiveText!: string | null;

  /** Which claim holds it; only that claim may begin an attempt. */
  @Column({ name: 'lease_id', type: 'uuid', nullable: true })
  leaseId!: string | null;

  /** The attempt that has begun and not ended; only that attempt may settle it. */
  @Column({ name: 'attempt_id', type: 'uuid', nullable: true })
  attemptId!: string | null;

  /** Held, and something is still to be found out or told: whether the citizen left, a notice. */
  @Column({ name: 'aftercare_at', type: 'timestamptz', nullable: true })
  aftercareAt!: Date | null;

  /** When a notice told the citizen that an answer waits. */
  @Column({ name: 'noticed_at', type: 'timestamptz', nullable: true })
  noticedAt!: Date | null;

  /** 群众已在网页查看. */
  @Column({ name: 'viewed_at', type: 'timestamptz', nullable: true })
  viewedAt!: Date | null;

  /** 已电话告知. */
  @Column({ name: 'told_by_phone_at', type: 'timestamptz', nullable: true })
  toldByPhoneAt!: Date | null;

  @Column({ name: 'told_by_phone_by', type: 'text', nullable: true })
  toldByPhoneBy!: string | null;

  @Column({ name: 'resent_at', type: 'timestamptz', nullable: true })
  resentAt!: Date | null;

  @Column({ name: 'resent_by', type: 'text', nullable: true })
  resentBy!: string | null;
}
