import { Column, Entity, JoinColumn, ManyToOne, PrimaryColumn } from 'typeorm';
import { Case } from './case.entity';

/** An answer that somebody is still writing, saved by itself. */
@Entity('case_drafts')
export class CaseDraft {
  @PrimaryColumn({ name: 'case_id', type: 'uuid', primaryKeyConstraintName: 'case_drafts_pkey' })
  caseId!: string;

  @ManyToOne(() => Case, { nullable: false })
  @JoinColumn({ name: 'case_id', foreignKeyConstraintName: 'case_drafts_case_fkey' })
  case!: Case;

  @PrimaryColumn({ name: 'author', type: 'text', primaryKeyConstraintName: 'case_drafts_pkey' })
  author!: string;

  @Column({ name: 'text', type: 'text' })
  text!: string;

  @Column({ name: 'saved_at', type: 'timestamptz' })
  savedAt!: Date;
}
