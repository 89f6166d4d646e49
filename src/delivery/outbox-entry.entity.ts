import { Check, Column, Entity, Index, PrimaryColumn, Unique } from 'typeorm';

/** An answer or late reply on its way to a citizen. */
@Entity('outbox')
@Unique('outbox_message_key', ['account', 'messageId', 'kind'])
@Check('outbox_kind_check', `kind in ('answer', 'late_reply', 'apology')`)
@Check(
  'outbox_state_check',
  `state in ('waiting', 'sending', 'accepted', 'held', 'failed', 'uncertain')`,
)
@Index('outbox_citizen_idx', ['account', 'citizenId', 'createdAt'], { where: `state = 'held'` })
@Index('outbox_due_idx', ['nextAt'], { where: `state = 'waiting'` })
export class OutboxEntry {
  @PrimaryColumn({ name: 'account', type: 'text', primaryKeyConstraintName: 'outbox_pkey' })
  account!: string;

  @PrimaryColumn({ name: 'id', type: 'uuid', primaryKeyConstraintName: 'outbox_pkey' })
  id!: string;

  @Column({ name: 'citizen_id', type: 'uuid' })
  citizenId!: string;

  @Column({ name: 'case_id', type: 'uuid', nullable: true })
  caseId!: string | null;

  /** The message that it answers late; null for a case's answer. */
  @Column({ name: 'message_id', type: 'uuid', nullable: true })
  messageId!: string | null;

  @Column({ name: 'kind', type: 'text' })
  kind!: 'answer' | 'late_reply' | 'apology';

  @Column({ name: 'state', type: 'text' })
  state!: 'waiting' | 'sending' | 'accepted' | 'held' | 'failed' | 'uncertain';

  /** Why it is held or failed, for staff. */
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
}
