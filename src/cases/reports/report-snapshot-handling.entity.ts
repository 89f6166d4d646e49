import { Entity, Index, JoinColumn, ManyToOne, PrimaryColumn } from 'typeorm';
import { ReportHandlingColumns } from './report-handling-columns';
import { ReportSnapshot } from './report-snapshot.entity';

/** 承办 as it stood when a 通报 was made. */
@Entity('report_snapshot_handlings')
@Index('report_snapshot_handlings_unit_idx', ['snapshotId', 'unit', 'day', 'caseId'])
export class ReportSnapshotHandling extends ReportHandlingColumns {
  @PrimaryColumn({
    name: 'snapshot_id',
    type: 'uuid',
    primaryKeyConstraintName: 'report_snapshot_handlings_pkey',
  })
  snapshotId!: string;

  @ManyToOne(() => ReportSnapshot, { nullable: false })
  @JoinColumn({
    name: 'snapshot_id',
    foreignKeyConstraintName: 'report_snapshot_handlings_snapshot_fkey',
  })
  snapshot!: ReportSnapshot;

  @PrimaryColumn({
    name: 'case_id',
    type: 'uuid',
    primaryKeyConstraintName: 'report_snapshot_handlings_pkey',
  })
  caseId!: string;

  @PrimaryColumn({
    name: 'seq',
    type: 'integer',
    primaryKeyConstraintName: 'report_snapshot_handlings_pkey',
  })
  seq!: number;
}
