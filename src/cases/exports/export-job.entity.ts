import { Check, Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** 导出: a file that somebody asked for, and how far it has come. */
@Entity('export_jobs')
@Check('export_jobs_kind_check', `kind in ('cases', 'report')`)
@Check('export_jobs_format_check', `format in ('xlsx', 'csv')`)
@Check('export_jobs_state_check', `state in ('waiting', 'running', 'ready', 'failed')`)
@Check('export_jobs_lease_check', `(state = 'running') = (lease_until is not null)`)
@Index('export_jobs_staff_idx', ['staffId', 'id'])
@Index('export_jobs_open_idx', ['id'], { where: `state in ('waiting', 'running')` })
@Index('export_jobs_expires_idx', ['expiresAt'])
export class ExportJob {
  @PrimaryColumn({ name: 'id', type: 'uuid', primaryKeyConstraintName: 'export_jobs_pkey' })
  id!: string;

  @Column({ name: 'staff_id', type: 'uuid' })
  staffId!: string;

  @Column({ name: 'kind', type: 'text' })
  kind!: 'cases' | 'report';

  @Column({ name: 'format', type: 'text' })
  format!: 'xlsx' | 'csv';

  /** The file's name without its ending. */
  @Column({ name: 'title', type: 'text' })
  title!: string;

  /** What is in it, and within which rights. */
  @Column({ name: 'request', type: 'jsonb' })
  request!: unknown;

  @Column({ name: 'state', type: 'text' })
  state!: 'waiting' | 'running' | 'ready' | 'failed';

  /** Rows written. */
  @Column({ name: 'done', type: 'integer' })
  done!: number;

  @Column({ name: 'total', type: 'integer', nullable: true })
  total!: number | null;

  @Column({ name: 'bytes', type: 'integer', nullable: true })
  bytes!: number | null;

  /** Why there is no file, for who asked for it. */
  @Column({ name: 'problem', type: 'text', nullable: true })
  problem!: string | null;

  @Column({ name: 'created_at', type: 'timestamptz' })
  createdAt!: Date;

  /** Until when the process that writes it has it. */
  @Column({ name: 'lease_until', type: 'timestamptz', nullable: true })
  leaseUntil!: Date | null;

  @Column({ name: 'expires_at', type: 'timestamptz' })
  expiresAt!: Date;
}
