import { Entity, Index, PrimaryColumn } from 'typeorm';
import { ReportHandlingColumns } from './report-handling-columns';

/** 承办: a unit that had a case, in one round, as reports count it. Made of the case's events by `refreshReports`. */
@Entity('report_handlings')
@Index('report_handlings_unit_idx', ['unit', 'day', 'caseId'])
@Index('report_handlings_due_idx', ['dueAt'], { where: 'due_at is not null' })
export class ReportHandling extends ReportHandlingColumns {
  @PrimaryColumn({
    name: 'case_id',
    type: 'uuid',
    primaryKeyConstraintName: 'report_handlings_pkey',
  })
  caseId!: string;

  /** Of the event that gave the unit the case. */
  @PrimaryColumn({
    name: 'seq',
    type: 'integer',
    primaryKeyConstraintName: 'report_handlings_pkey',
  })
  seq!: number;
}
