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

  /** The state after it; null where it is older than the life cycle. */
  @Column({ name: 'state', type: 'text', nullable: true })
  state!: string | null;

  /** The unit that owns the case after it. */
  @Column({ name: 'unit', type: 'text', nullable: true })
  unit!: string | null;

  @Column({ name: 'handler', type: 'text', nullable: true })
  handler!: string | null;

  @Column({ name: 'round', type: 'smallint', nullable: true })
  round!: number | null;

  @Column({ name: 'reason', type: 'text', nullable: true })
  reason!: string | null;

  /** 受…委托: whose right it was. */
  @Column({ name: 'on_behalf_of', type: 'text', nullable: true })
  onBehalfOf!: string | null;
}
