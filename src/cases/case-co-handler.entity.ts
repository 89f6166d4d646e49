import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn } from 'typeorm';
import { Case } from './case.entity';

/** A unit that helps with a case of another unit (协办). */
@Entity('case_co_handlers')
@Index('case_co_handlers_unit_idx', ['unit', 'caseId'])
export class CaseCoHandler {
  @PrimaryColumn({
    name: 'case_id',
    type: 'uuid',
    primaryKeyConstraintName: 'case_co_handlers_pkey',
  })
  caseId!: string;

  @ManyToOne(() => Case, { nullable: false })
  @JoinColumn({ name: 'case_id', foreignKeyConstraintName: 'case_co_handlers_case_fkey' })
  case!: Case;

  @PrimaryColumn({ name: 'unit', type: 'text', primaryKeyConstraintName: 'case_co_handlers_pkey' })
  unit!: string;

  @Column({ name: 'asked_at', type: 'timestamptz' })
  askedAt!: Date;

  @Column({ name: 'asked_by', type: 'text' })
  askedBy!: string;

  @Column({ name: 'due_at', type: 'timestamptz' })
  dueAt!: Date;

  @Column({ name: 'answered_at', type: 'timestamptz', nullable: true })
  answeredAt!: Date | null;

  @Column({ name: 'answered_by', type: 'text', nullable: true })
  answeredBy!: string | null;

  @Column({ name: 'opinion', type: 'text', nullable: true })
  opinion!: string | null;
}
