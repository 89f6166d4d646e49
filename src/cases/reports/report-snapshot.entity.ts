import { Check, Column, Entity, PrimaryColumn, Unique } from 'typeorm';

/** 通报: a period's figures as they stood when it was made; never changed. */
@Entity('report_snapshots')
@Unique('report_snapshots_number_key', ['number'])
@Check('report_snapshots_days_check', `first_day <= last_day`)
export class ReportSnapshot {
  @PrimaryColumn({ name: 'id', type: 'uuid', primaryKeyConstraintName: 'report_snapshots_pkey' })
  id!: string;

  /** 通报编号, as it is printed. */
  @Column({ name: 'number', type: 'text' })
  number!: string;

  @Column({ name: 'first_day', type: 'date' })
  firstDay!: string;

  /** Belongs to the period. */
  @Column({ name: 'last_day', type: 'date' })
  lastDay!: string;

  @Column({ name: 'units', type: 'text', array: true })
  units!: string[];

  /** 数据截至. */
  @Column({ name: 'as_of', type: 'timestamptz' })
  asOf!: Date;

  /** Staff id; null: made by the schedule. */
  @Column({ name: 'made_by', type: 'text', nullable: true })
  madeBy!: string | null;

  @Column({ name: 'made_at', type: 'timestamptz' })
  madeAt!: Date;

  @Column({ name: 'figures', type: 'jsonb' })
  figures!: unknown;
}
