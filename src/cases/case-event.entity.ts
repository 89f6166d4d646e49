import { Column, Entity, JoinColumn, ManyToOne, PrimaryColumn } from 'typeorm';
import { Case } from './case.entity';

/** Something that happened to a case; only ever added. */
@Entity('case_events')
export class CaseEvent {
  @PrimaryColumn({ name: 'case_id', type: 'uuid', primaryKeyConstraintName: 'case_events_pkey' })
  caseId!: string;

  @PrimaryColumn({ name: 'seq', type: 'integer', primaryKeyConstraintName: 'case_events_pkey' })
  seq!: number;

  @ManyToOne(() => Case, { nullable: false })
  @JoinColumn({ name: 'case_id', foreignKeyConstraintName: 'case_events_case_fkey' })
  case!: Case;

  @Column({ name: 'kind', type: 'text' })
  kind!: string;

  @Column({ name: 'at', type: 'timestamptz' })
  at!: Date;

  @Column({ name: 'actor', type: 'text' })
  actor!: string;

  @Column({ name: 'data', type: 'jsonb' })
  data!: unknown;
}
