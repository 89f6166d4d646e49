import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A figure of one unit over the cases that came on one day; added up for a period. */
@Entity('report_days')
export class ReportDay {
  @PrimaryColumn({ name: 'unit', type: 'text', primaryKeyConstraintName: 'report_days_pkey' })
  unit!: string;

  @PrimaryColumn({ name: 'day', type: 'date', primaryKeyConstraintName: 'report_days_pkey' })
  day!: string;

  @PrimaryColumn({ name: 'figure', type: 'text', primaryKeyConstraintName: 'report_days_pkey' })
  figure!: string;

  /** 分母. */
  @Column({ name: 'base', type: 'integer' })
  base!: number;

  /** 分子. */
  @Column({ name: 'hits', type: 'integer' })
  hits!: number;

  /** What an average is made of: milliseconds or days. */
  @Column({ name: 'amount', type: 'bigint' })
  amount!: string;
}
