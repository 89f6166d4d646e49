import { Column, Entity, JoinColumn, ManyToOne, PrimaryColumn } from 'typeorm';
import { ExportJob } from './export-job.entity';

/** A piece of an exported file. */
@Entity('export_chunks')
export class ExportChunk {
  @PrimaryColumn({ name: 'job_id', type: 'uuid', primaryKeyConstraintName: 'export_chunks_pkey' })
  jobId!: string;

  @ManyToOne(() => ExportJob, { nullable: false })
  @JoinColumn({ name: 'job_id', foreignKeyConstraintName: 'export_chunks_job_fkey' })
  job!: ExportJob;

  @PrimaryColumn({ name: 'seq', type: 'integer', primaryKeyConstraintName: 'export_chunks_pkey' })
  seq!: number;

  @Column({ name: 'bytes', type: 'bytea' })
  bytes!: Buffer;
}
