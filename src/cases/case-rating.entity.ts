import { Check, Column, Entity, JoinColumn, ManyToOne, PrimaryColumn } from 'typeorm';
import { Case } from './case.entity';

/** What a citizen said of an answer (好差评); never removed, at most marked 误评. */
@Entity('case_ratings')
@Check('case_ratings_rating_check', `rating between 1 and 5`)
@Check(
  'case_ratings_mistaken_check',
  `(mistaken_at is null) = (mistaken_by is null)
    and (mistaken_at is null) = (mistaken_reason is null)`,
)
export class CaseRating {
  @PrimaryColumn({ name: 'case_id', type: 'uuid', primaryKeyConstraintName: 'case_ratings_pkey' })
  caseId!: string;

  @ManyToOne(() => Case, { nullable: false })
  @JoinColumn({ name: 'case_id', foreignKeyConstraintName: 'case_ratings_case_fkey' })
  case!: Case;

  @PrimaryColumn({ name: 'round', type: 'smallint', primaryKeyConstraintName: 'case_ratings_pkey' })
  round!: number;

  /** 5 非常满意 to 1 非常不满意. */
  @Column({ name: 'rating', type: 'smallint' })
  rating!: number;

  @Column({ name: 'tags', type: 'text', array: true })
  tags!: string[];

  @Column({ name: 'text', type: 'text', nullable: true })
  text!: string | null;

  /** The citizen agrees that staff see who they are. */
  @Column({ name: 'named', type: 'boolean' })
  named!: boolean;

  @Column({ name: 'at', type: 'timestamptz' })
  at!: Date;

  @Column({ name: 'mistaken_at', type: 'timestamptz', nullable: true })
  mistakenAt!: Date | null;

  @Column({ name: 'mistaken_by', type: 'text', nullable: true })
  mistakenBy!: string | null;

  @Column({ name: 'mistaken_reason', type: 'text', nullable: true })
  mistakenReason!: string | null;
}
