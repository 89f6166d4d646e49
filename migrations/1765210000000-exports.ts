import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Files that staff ask for: what is wanted, how far it has come, and the file itself in pieces, so that
 * every process can write it and hand it out. Both go when their time is over.
 */
export class Exports1765210000000 implements MigrationInterface {
  name = 'Exports1765210000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table export_jobs (
        id uuid not null,
        staff_id uuid not null,
        kind text not null,
        format text not null,
        title text not null,
        request jsonb not null,
        state text not null,
        done integer not null,
        total integer,
        bytes integer,
        problem text,
        created_at timestamptz not null,
        lease_until timestamptz,
        expires_at timestamptz not null,
        constraint export_jobs_pkey primary key (id),
        constraint export_jobs_kind_check check (kind in ('cases', 'report')),
        constraint export_jobs_format_check check (format in ('xlsx', 'csv')),
        constraint export_jobs_state_check
          check (state in ('waiting', 'running', 'ready', 'failed')),
        constraint export_jobs_lease_check
          check ((state = 'running') = (lease_until is not null))
      )`);
    await runner.query(`create index export_jobs_staff_idx on export_jobs (staff_id, id)`);
    await runner.query(`
      create index export_jobs_open_idx on export_jobs (id)
      where state in ('waiting', 'running')`);
    await runner.query(`create index export_jobs_expires_idx on export_jobs (expires_at)`);
    await runner.query(`
      create table export_chunks (
        job_id uuid not null,
        seq integer not null,
        bytes bytea not null,
        constraint export_chunks_pkey primary key (job_id, seq),
        constraint export_chunks_job_fkey foreign key (job_id) references export_jobs (id)
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop table export_chunks, export_jobs`);
  }
}
