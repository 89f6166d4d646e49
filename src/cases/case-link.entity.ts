import { Check, Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn } from 'typeorm';
import { Case } from './case.entity';

/** Two cases that belong together and stay two. */
@Entity('case_links')
@Check('case_links_kind_check', `kind in ('related', 'duplicate', 'split')`)
@Index('case_links_other_idx', ['otherId'])
export class CaseLink {
  @PrimaryColumn({ name: 'case_id', type: 'uuid', primaryKeyConstraintName: 'case_links_pkey' })
  caseId!: string;

  @ManyToOne(() => Case, { nullable: false })
  @JoinColumn({ name: 'case_id', foreignKeyConstraintName: 'case_links_case_fkey' })
  case!: Case;

  @PrimaryColumn({ name: 'other_id', type: 'uuid', primaryKeyConstraintName: 'case_links_pkey' })
  otherId!: string;

  @ManyToOne(() => Case, { nullable: false })
  @JoinColumn({ name: 'other_id', foreignKeyConstraintName: 'case_links_other_fkey' })
  other!: Case;

  @Column({ name: 'kind', type: 'text' })
  kind!: string;

  @Column({ name: 'linked_by', type: 'text' })
  linkedBy!: string;

  @Column({ name: 'at', type: 'timestamptz' })
  at!: Date;
}
