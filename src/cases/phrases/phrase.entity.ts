import { Check, Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn } from 'typeorm';
import { Approval } from '../../approvals/approval.entity';

/** 常用语: a text that may be used in answers once a second person has approved it. */
@Entity('phrases')
@Check('phrases_state_check', `state in ('awaiting', 'approved', 'returned', 'withdrawn')`)
@Check('phrases_approval_check', `(state = 'awaiting') = (approval_id is not null)`)
@Check('phrases_approved_check', `(state = 'approved') = (approved_hash is not null)`)
@Check('phrases_uses_check', `uses >= 0`)
@Index('phrases_unit_idx', ['unit', 'state', 'changedAt', 'id'])
export class Phrase {
  @PrimaryColumn({ name: 'id', type: 'uuid', primaryKeyConstraintName: 'phrases_pkey' })
  id!: string;

  /** Null: the district's, for all units. */
  @Column({ name: 'unit', type: 'text', nullable: true })
  unit!: string | null;

  /** For which cases it is meant; null: for any. */
  @Column({ name: 'case_type', type: 'text', nullable: true })
  caseType!: string | null;

  @Column({ name: 'case_state', type: 'text', nullable: true })
  caseState!: string | null;

  @Column({ name: 'item', type: 'text', nullable: true })
  item!: string | null;

  @Column({ name: 'title', type: 'text' })
  title!: string;

  @Column({ name: 'text', type: 'text' })
  text!: string;

  /** The last day on which it is offered, in China. */
  @Column({ name: 'valid_until', type: 'date' })
  validUntil!: string;

  @Column({ name: 'state', type: 'text' })
  state!: string;

  /** Raised with every change. */
  @Column({ name: 'version', type: 'integer' })
  version!: number;

  @Column({ name: 'approval_id', type: 'uuid', nullable: true })
  approvalId!: string | null;

  @ManyToOne(() => Approval, { nullable: true })
  @JoinColumn({ name: 'approval_id', foreignKeyConstraintName: 'phrases_approval_fkey' })
  approval!: Approval | null;

  /** SHA-256 of what was agreed to. */
  @Column({ name: 'approved_hash', type: 'bytea', nullable: true })
  approvedHash!: Buffer | null;

  @Column({ name: 'drafted_by', type: 'text' })
  draftedBy!: string;

  @Column({ name: 'changed_at', type: 'timestamptz' })
  changedAt!: Date;

  /** How often an answer was made of it. */
  @Column({ name: 'uses', type: 'integer' })
  uses!: number;

  @Column({ name: 'last_used_at', type: 'timestamptz', nullable: true })
  lastUsedAt!: Date | null;
}
