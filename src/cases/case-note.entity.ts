import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn } from 'typeorm';
import { Case } from './case.entity';

/** A note among staff (内部备注); no citizen sees it. */
@Entity('case_notes')
@Index('case_notes_mentions_idx', ['mentions'], { type: 'gin' })
export class CaseNote {
  @PrimaryColumn({ name: 'case_id', type: 'uuid', primaryKeyConstraintName: 'case_notes_pkey' })
  caseId!: string;

  @ManyToOne(() => Case, { nullable: false })
  @JoinColumn({ name: 'case_id', foreignKeyConstraintName: 'case_notes_case_fkey' })
  case!: Case;

  @PrimaryColumn({ name: 'id', type: 'uuid', primaryKeyConstraintName: 'case_notes_pkey' })
  id!: string;

  @Column({ name: 'at', type: 'timestamptz' })
  at!: Date;

  @Column({ name: 'author', type: 'text' })
  author!: string;

  @Column({ name: 'text', type: 'text' })
  text!: string;

  @Column({ name: 'mentions', type: 'text', array: true })
  mentions!: string[];
}
