import { Column, Entity, JoinColumn, ManyToOne, PrimaryColumn } from 'typeorm';
import { Case } from './case.entity';

/** That a citizen was asked, once, how satisfied they are with an answer; or could not be. */
@Entity('rating_requests')
export class RatingRequestRow {
  @PrimaryColumn({
    name: 'case_id',
    type: 'uuid',
    primaryKeyConstraintName: 'rating_requests_pkey',
  })
  caseId!: string;

  @ManyToOne(() => Case, { nullable: false })
  @JoinColumn({ name: 'case_id', foreignKeyConstraintName: 'rating_requests_case_fkey' })
  case!: Case;

  @PrimaryColumn({
    name: 'round',
    type: 'smallint',
    primaryKeyConstraintName: 'rating_requests_pkey',
  })
  round!: number;

  @Column({ name: 'at', type: 'timestamptz' })
  at!: Date;

  /** False: it could not leave; the citizen rates by 评价 or on the page. */
  @Column({ name: 'sent', type: 'boolean' })
  sent!: boolean;
}
