import { Check, Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn } from 'typeorm';
import { OutboxEntry } from './outbox-entry.entity';

/** One try to hand a part to WeChat: written before the request leaves, ended with what WeChat said. */
@Entity('outbox_attempts')
@Check('outbox_attempts_route_check', `route in ('customer_service', 'template', 'subscription')`)
@Check(
  'outbox_attempts_outcome_check',
  `outcome in ('accepted', 'refused', 'not_sent', 'no_answer', 'lost')`,
)
@Index('outbox_attempts_outbox_idx', ['account', 'outboxId', 'id'])
export class OutboxAttempt {
  @PrimaryColumn({
    name: 'account',
    type: 'text',
    primaryKeyConstraintName: 'outbox_attempts_pkey',
  })
  account!: string;

  @PrimaryColumn({ name: 'id', type: 'uuid', primaryKeyConstraintName: 'outbox_attempts_pkey' })
  id!: string;

  @Column({ name: 'outbox_id', type: 'uuid' })
  outboxId!: string;

  @ManyToOne(() => OutboxEntry, { nullable: false })
  @JoinColumn([
    {
      name: 'account',
      referencedColumnName: 'account',
      foreignKeyConstraintName: 'outbox_attempts_outbox_fkey',
    },
    {
      name: 'outbox_id',
      referencedColumnName: 'id',
      foreignKeyConstraintName: 'outbox_attempts_outbox_fkey',
    },
  ])
  entry!: OutboxEntry;

  @Column({ name: 'part', type: 'smallint' })
  part!: number;

  @Column({ name: 'route', type: 'text' })
  route!: 'customer_service' | 'template' | 'subscription';

  @Column({ name: 'started_at', type: 'timestamptz' })
  startedAt!: Date;

  @Column({ name: 'ended_at', type: 'timestamptz', nullable: true })
  endedAt!: Date | null;

  /** `lost`: our process ended before it could note what WeChat said. */
  @Column({ name: 'outcome', type: 'text', nullable: true })
  outcome!: 'accepted' | 'refused' | 'not_sent' | 'no_answer' | 'lost' | null;

  /** WeChat's errcode. */
  @Column({ name: 'code', type: 'integer', nullable: true })
  code!: number | null;

  @Column({ name: 'rid', type: 'text', nullable: true })
  rid!: string | null;

  /** For the operator; no personal data. */
  @Column({ name: 'detail', type: 'text', nullable: true })
  detail!: string | null;
}
