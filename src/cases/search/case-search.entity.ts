import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn } from 'typeorm';
import { Case } from '../case.entity';

/** All words of a case, folded and in pairs of signs; made anew when one is added. */
@Entity('case_search')
@Index('case_search_grams_idx', ['grams', 'units'], { type: 'gin' })
export class CaseSearch {
  @PrimaryColumn({ name: 'case_id', type: 'uuid', primaryKeyConstraintName: 'case_search_pkey' })
  caseId!: string;

  @ManyToOne(() => Case, { nullable: false })
  @JoinColumn({ name: 'case_id', foreignKeyConstraintName: 'case_search_case_fkey' })
  case!: Case;

  @Column({ name: 'folded', type: 'text' })
  folded!: string;

  @Column({ name: 'grams', type: 'text', array: true })
  grams!: string[];

  @Column({ name: 'owner_unit', type: 'text' })
  ownerUnit!: string;

  /** The owner and those who help: whose readers find the case, unless it is restricted. */
  @Column({ name: 'units', type: 'text', array: true })
  units!: string[];

  @Column({ name: 'restricted', type: 'boolean' })
  restricted!: boolean;
}
