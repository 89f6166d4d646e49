import { Check, Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** What leaves for a group robot or for another system, and what became of it; kept for a month. */
@Entity('outbound_messages')
@Check('outbound_messages_kind_check', `kind in ('robot', 'webhook')`)
@Check('outbound_messages_state_check', `state in ('waiting', 'sending', 'sent', 'failed')`)
@Check('outbound_messages_lease_check', `(state = 'sending') = (lease_until is not null)`)
@Index('outbound_messages_due_idx', ['nextAt'], { where: `state = 'waiting'` })
@Index('outbound_messages_lease_idx', ['leaseUntil'], { where: `state = 'sending'` })
@Index('outbound_messages_list_idx', ['createdAt', 'id'])
export class OutboundMessage {
  /** Also what the receiver knows it by: the same at each attempt. */
  @PrimaryColumn({ name: 'id', type: 'uuid', primaryKeyConstraintName: 'outbound_messages_pkey' })
  id!: string;

  /** Id of the robot or webhook in `notify.yaml`. */
  @Column({ name: 'target', type: 'text' })
  target!: string;

  @Column({ name: 'kind', type: 'text' })
  kind!: 'robot' | 'webhook';

  /** A robot's `{text}`; a webhook's whole body. */
  @Column({ name: 'body', type: 'jsonb' })
  body!: unknown;

  @Column({ name: 'state', type: 'text' })
  state!: 'waiting' | 'sending' | 'sent' | 'failed';

  @Column({ name: 'created_at', type: 'timestamptz' })
  createdAt!: Date;

  @Column({ name: 'next_at', type: 'timestamptz' })
  nextAt!: Date;

  @Column({ name: 'lease_id', type: 'uuid', nullable: true })
  leaseId!: string | null;

  @Column({ name: 'lease_until', type: 'timestamptz', nullable: true })
  leaseUntil!: Date | null;

  @Column({ name: 'attempts', type: 'smallint' })
  attempts!: number;

  @Column({ name: 'ended_at', type: 'timestamptz', nullable: true })
  endedAt!: Date | null;

  /** HTTP status of the last answer; null: there was none. */
  @Column({ name: 'status', type: 'integer', nullable: true })
  status!: number | null;

  /** What became of the last attempt, in Chinese. */
  @Column({ name: 'detail', type: 'text', nullable: true })
  detail!: string | null;
}
