import { Check, Column, Entity, JoinColumn, ManyToOne, PrimaryColumn } from 'typeorm';
import { OutboxEntry } from './outbox-entry.entity';

/** One message of an answer: its text, one half of a long text, or a picture. */
@Entity('outbox_parts')
@Check('outbox_parts_part_check', 'part between 1 and 4')
@Check(
  'outbox_parts_state_check',
  `state in ('waiting', 'accepted', 'held', 'failed', 'uncertain')`,
)
export class OutboxPart {
  @PrimaryColumn({ name: 'account', type: 'text', primaryKeyConstraintName: 'outbox_parts_pkey' })
  account!: string;

  @PrimaryColumn({ name: 'outbox_id', type: 'uuid', primaryKeyConstraintName: 'outbox_parts_pkey' })
  outboxId!: string;

  @PrimaryColumn({ name: 'part', type: 'smallint', primaryKeyConstraintName: 'outbox_parts_pkey' })
  part!: number;

  @ManyToOne(() => OutboxEntry, { nullable: false })
  @JoinColumn([
    {
      name: 'account',
      referencedColumnName: 'account',
      foreignKeyConstraintName: 'outbox_parts_outbox_fkey',
    },
    {
      name: 'outbox_id',
      referencedColumnName: 'id',
      foreignKeyConstraintName: 'outbox_parts_outbox_fkey',
    },
  ])
  entry!: OutboxEntry;

  @Column({ name: 'body', type: 'jsonb' })
  body!: unknown;

  @Column({ name: 'state', type: 'text' })
  state!: 'waiting' | 'accepted' | 'held' | 'failed' | 'uncertain';

  @Column({ name: 'reason', type: 'text', nullable: true })
  reason!: string | null;

  @Column({ name: 'accepted_at', type: 'timestamptz', nullable: true })
  acceptedAt!: Date | null;
}
