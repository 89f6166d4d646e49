import { Check, Column, Entity, JoinColumn, ManyToOne, PrimaryColumn } from 'typeorm';
import { Case } from '../case.entity';

/** That somebody was told of a deadline, once for each step of the limits file. */
@Entity('case_escalations')
@Check('case_escalations_clock_check', `clock in ('accept', 'answer')`)
export class CaseEscalation {
  @PrimaryColumn({
    name: 'case_id',
    type: 'uuid',
    primaryKeyConstraintName: 'case_escalations_pkey',
  })
  caseId!: string;

  @ManyToOne(() => Case, { nullable: false })
  @JoinColumn({ name: 'case_id', foreignKeyConstraintName: 'case_escalations_case_fkey' })
  case!: Case;

  @PrimaryColumn({ name: 'clock', type: 'text', primaryKeyConstraintName: 'case_escalations_pkey' })
  clock!: string;

  @PrimaryColumn({
    name: 'due_at',
    type: 'timestamptz',
    primaryKeyConstraintName: 'case_escalations_pkey',
  })
  dueAt!: Date;

  /** `-1wd`, as the limits file writes it. */
  @PrimaryColumn({ name: 'step', type: 'text', primaryKeyConstraintName: 'case_escalations_pkey' })
  step!: string;

  @Column({ name: 'told_at', type: 'timestamptz' })
  toldAt!: Date;
}
