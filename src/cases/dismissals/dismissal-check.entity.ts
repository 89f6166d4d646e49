import { Check, Column, Entity, JoinColumn, ManyToOne, PrimaryColumn } from 'typeorm';
import { Case } from '../case.entity';

/** What 统筹 found of a case that was closed as 无需办理. */
@Entity('dismissal_checks')
@Check('dismissal_checks_verdict_check', `verdict in ('right', 'wrong')`)
export class DismissalCheck {
  @PrimaryColumn({
    name: 'case_id',
    type: 'uuid',
    primaryKeyConstraintName: 'dismissal_checks_pkey',
  })
  caseId!: string;

  @PrimaryColumn({
    name: 'checked_at',
    type: 'timestamptz',
    primaryKeyConstraintName: 'dismissal_checks_pkey',
  })
  checkedAt!: Date;

  @ManyToOne(() => Case, { nullable: false })
  @JoinColumn({ name: 'case_id', foreignKeyConstraintName: 'dismissal_checks_case_fkey' })
  case!: Case;

  @Column({ name: 'verdict', type: 'text' })
  verdict!: string;

  @Column({ name: 'note', type: 'text', nullable: true })
  note!: string | null;

  @Column({ name: 'checked_by', type: 'text' })
  checkedBy!: string;
}
