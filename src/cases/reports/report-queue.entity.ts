import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A case that has changed in what reports tell; written by triggers. */
@Entity('report_queue')
export class ReportQueue {
  @PrimaryColumn({ name: 'id', type: 'uuid', primaryKeyConstraintName: 'report_queue_pkey' })
  id!: string;

  @Column({ name: 'case_id', type: 'uuid' })
  caseId!: string;
}
