import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Queries. A table of a unit is kept as imports, of which one is live: the next one is written beside
 * it and takes its place in one statement. Rows and keys have no foreign keys: a million of them come
 * and go with their import, which is written first and outlives them as the record of who brought what.
 */
export class Queries1764300000000 implements MigrationInterface {
  name = 'Queries1764300000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table query_imports (
        unit text not null,
        id uuid not null,
        table_name text not null,
        state text not null,
        sample boolean not null,
        declaration jsonb not null,
        as_of timestamptz,
        file_name text not null,
        row_count integer not null,
        imported_by text not null,
        started_at timestamptz not null,
        touched_at timestamptz not null,
        live_at timestamptz,
        retired_at timestamptz,
        constraint query_imports_pkey primary key (unit, id),
        constraint query_imports_state_check check (
          state in ('staging', 'live', 'retired', 'removed'))
      )`);
    await runner.query(`
      create unique index query_imports_live_idx on query_imports (unit, table_name)
      where state = 'live'`);
    await runner.query(`
      create unique index query_imports_staging_idx on query_imports (unit, table_name)
      where state = 'staging'`);
    await runner.query(`
      create index query_imports_retired_idx on query_imports (retired_at)
      where state = 'retired'`);
    await runner.query(`
      create table query_rows (
        unit text not null,
        import_id uuid not null,
        identity bytea not null,
        digest bytea not null,
        line integer not null,
        cells jsonb not null,
        sealed bytea,
        constraint query_rows_pkey primary key (unit, import_id, identity)
      )`);
    await runner.query(`
      create table query_keys (
        unit text not null,
        import_id uuid not null,
        key bytea not null,
        identity bytea not null,
        constraint query_keys_pkey primary key (unit, import_id, key, identity)
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop table query_keys, query_rows, query_imports`);
  }
}
