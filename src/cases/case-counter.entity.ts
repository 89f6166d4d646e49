import { Column, Entity, PrimaryColumn } from 'typeorm';

/** The last case number that a unit gave on a day. */
@Entity('case_counters')
export class CaseCounter {
  @PrimaryColumn({ name: 'unit', type: 'text', primaryKeyConstraintName: 'case_counters_pkey' })
  unit!: string;

  /** `2026-11-23`, a civil day in China. */
  @PrimaryColumn({ name: 'day', type: 'date', primaryKeyConstraintName: 'case_counters_pkey' })
  day!: string;

  @Column({ name: 'last', type: 'integer' })
  last!: number;
}
