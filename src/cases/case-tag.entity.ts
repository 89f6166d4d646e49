import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn } from 'typeorm';
import { Case } from './case.entity';

/** A word that a unit sorts its cases by. */
@Entity('case_tags')
@Index('case_tags_tag_idx', ['tag', 'caseId'])
@Index('case_tags_at_idx', ['at'])
export class CaseTag {
  @PrimaryColumn({ name: 'case_id', type: 'uuid', primaryKeyConstraintName: 'case_tags_pkey' })
  caseId!: string;

  @ManyToOne(() => Case, { nullable: false })
  @JoinColumn({ name: 'case_id', foreignKeyConstraintName: 'case_tags_case_fkey' })
  case!: Case;

  @PrimaryColumn({ name: 'tag', type: 'text', primaryKeyConstraintName: 'case_tags_pkey' })
  tag!: string;

  @Column({ name: 'tagged_by', type: 'text' })
  taggedBy!: string;

  @Column({ name: 'at', type: 'timestamptz' })
  at!: Date;
}
