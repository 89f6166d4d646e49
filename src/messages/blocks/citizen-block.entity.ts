import { Check, Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** 黑名单: for how long a citizen's messages open no case, why, and who said so. Rows are never removed. */
@Entity('citizen_blocks')
@Check(
  'citizen_blocks_until_check',
  `until_at > blocked_at and until_at <= blocked_at + interval '367 days'`,
)
@Check('citizen_blocks_lifted_check', `(lifted_at is null) = (lifted_by is null)`)
@Check('citizen_blocks_reviewed_check', `(reviewed_at is null) = (review_note is null)`)
@Index('citizen_blocks_citizen_idx', ['account', 'citizenId', 'blockedAt'])
export class CitizenBlock {
  @PrimaryColumn({
    name: 'account',
    type: 'text',
    primaryKeyConstraintName: 'citizen_blocks_pkey',
  })
  account!: string;

  @PrimaryColumn({ name: 'id', type: 'uuid', primaryKeyConstraintName: 'citizen_blocks_pkey' })
  id!: string;

  /** `citizens.id`; leads to nobody once the citizen has been erased. */
  @Column({ name: 'citizen_id', type: 'uuid' })
  citizenId!: string;

  /** The case from which the block was made. */
  @Column({ name: 'case_number', type: 'text', nullable: true })
  caseNumber!: string | null;

  @Column({ name: 'reason', type: 'text' })
  reason!: string;

  @Column({ name: 'blocked_by', type: 'text' })
  blockedBy!: string;

  @Column({ name: 'blocked_at', type: 'timestamptz' })
  blockedAt!: Date;

  /** It ends by itself. */
  @Column({ name: 'until_at', type: 'timestamptz' })
  untilAt!: Date;

  @Column({ name: 'lifted_by', type: 'text', nullable: true })
  liftedBy!: string | null;

  @Column({ name: 'lifted_at', type: 'timestamptz', nullable: true })
  liftedAt!: Date | null;

  @Column({ name: 'lift_reason', type: 'text', nullable: true })
  liftReason!: string | null;

  /** 复核: what was found when the citizen objected, or when somebody looked again. */
  @Column({ name: 'review_note', type: 'text', nullable: true })
  reviewNote!: string | null;

  @Column({ name: 'reviewed_by', type: 'text', nullable: true })
  reviewedBy!: string | null;

  @Column({ name: 'reviewed_at', type: 'timestamptz', nullable: true })
  reviewedAt!: Date | null;
}
