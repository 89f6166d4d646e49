import { Check, Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn } from 'typeorm';
import { Approval } from '../approvals/approval.entity';
import { Case } from './case.entity';

/** What a unit has signed, one a round; never changed. */
@Entity('case_answers')
@Index('case_answers_unit_idx', ['unit', 'signedAt'])
@Index('case_answers_approval_idx', ['approvalId'], { where: `approval_id is not null` })
@Check('case_answers_kind_check', `kind in ('answer', 'refusal', 'referral')`)
export class CaseAnswer {
  @PrimaryColumn({ name: 'case_id', type: 'uuid', primaryKeyConstraintName: 'case_answers_pkey' })
  caseId!: string;

  @ManyToOne(() => Case, { nullable: false })
  @JoinColumn({ name: 'case_id', foreignKeyConstraintName: 'case_answers_case_fkey' })
  case!: Case;

  @PrimaryColumn({ name: 'round', type: 'smallint', primaryKeyConstraintName: 'case_answers_pkey' })
  round!: number;

  @Column({ name: 'kind', type: 'text' })
  kind!: string;

  @Column({ name: 'unit', type: 'text' })
  unit!: string;

  @Column({ name: 'text', type: 'text' })
  text!: string;

  /** In their order, by their names in the media store. */
  @Column({ name: 'pictures', type: 'text', array: true, default: [] })
  pictures!: string[];

  /** Null where it passed no gate. */
  @Column({ name: 'approval_id', type: 'uuid', nullable: true })
  approvalId!: string | null;

  @ManyToOne(() => Approval, { nullable: true })
  @JoinColumn({ name: 'approval_id', foreignKeyConstraintName: 'case_answers_approval_fkey' })
  approval!: Approval | null;

  @Column({ name: 'drafted_by', type: 'text' })
  draftedBy!: string;

  @Column({ name: 'signed_by', type: 'text' })
  signedBy!: string;

  @Column({ name: 'signed_at', type: 'timestamptz' })
  signedAt!: Date;

  /** The limit that stood then; a later round has another. */
  @Column({ name: 'due_at', type: 'timestamptz', nullable: true })
  dueAt!: Date | null;
}
