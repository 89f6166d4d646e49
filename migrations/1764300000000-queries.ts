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
    await this.createPageTables(runner);
    await runner.query(`alter table messages add column waiting_reply jsonb`);
    await runner.query(`alter table pending_questions add column reminded_at timestamptz`);
    await runner.query(`
      alter table outbox
        drop constraint outbox_kind_check,
        add constraint outbox_kind_check check (
          kind in ('answer', 'late_reply', 'apology', 'rating_request', 'reminder'))`);
  }

  /** What citizens open, agree to and bind on their pages, and the record of every look-up. */
  private async createPageTables(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table query_links (
        account text not null,
        id uuid not null,
        citizen_id uuid not null,
        target text not null,
        session bytea not null,
        claimed_at timestamptz not null,
        expires_at timestamptz not null,
        used_at timestamptz,
        constraint query_links_pkey primary key (account, id)
      )`);
    await runner.query(`create index query_links_expiry_idx on query_links (expires_at)`);
    await runner.query(`
      create table query_consents (
        account text not null,
        id uuid not null,
        citizen_id uuid not null,
        unit text not null,
        query text not null,
        version text not null,
        on_behalf boolean not null,
        given_at timestamptz not null,
        withdrawn_at timestamptz,
        constraint query_consents_pkey primary key (account, id)
      )`);
    await runner.query(
      `create index query_consents_citizen_idx on query_consents (account, citizen_id, given_at)`,
    );
    await runner.query(`
      create table query_bindings (
        account text not null,
        id uuid not null,
        citizen_id uuid not null,
        unit text not null,
        query text not null,
        shown text not null,
        identity bytea,
        identity_key text not null,
        bound_at timestamptz not null,
        removed_at timestamptz,
        constraint query_bindings_pkey primary key (account, id),
        constraint query_bindings_identity_check check ((identity is null) = (removed_at is not null))
      )`);
    await runner.query(`
      create unique index query_bindings_live_idx
      on query_bindings (account, citizen_id, unit, query) where removed_at is null`);
    await runner.query(`
      create table query_tries (
        subject text not null,
        day date not null,
        tries smallint not null,
        constraint query_tries_pkey primary key (subject, day)
      )`);
    await runner.query(`create index query_tries_day_idx on query_tries (day)`);
    await runner.query(`
      create table query_lookups (
        account text not null,
        id uuid not null,
        citizen_id uuid not null,
        unit text not null,
        query text not null,
        channel text not null,
        on_behalf boolean not null,
        outcome text not null,
        at timestamptz not null,
        constraint query_lookups_pkey primary key (account, id),
        constraint query_lookups_channel_check check (channel in ('chat', 'page', 'shell')),
        constraint query_lookups_outcome_check check (
          outcome in ('rows', 'none', 'unavailable', 'person', 'too_many_tries'))
      )`);
    await runner.query(
      `create index query_lookups_citizen_idx on query_lookups (account, citizen_id, at)`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`delete from outbox_attempts a using outbox o
      where o.account = a.account and o.id = a.outbox_id and o.kind = 'reminder'`);
    await runner.query(`delete from outbox_parts p using outbox o
      where o.account = p.account and o.id = p.outbox_id and o.kind = 'reminder'`);
    await runner.query(`delete from outbox where kind = 'reminder'`);
    await runner.query(`
      alter table outbox
        drop constraint outbox_kind_check,
        add constraint outbox_kind_check check (
          kind in ('answer', 'late_reply', 'apology', 'rating_request'))`);
    await runner.query(`alter table pending_questions drop column reminded_at`);
    await runner.query(`alter table messages drop column waiting_reply`);
    await runner.query(`
      drop table query_lookups, query_tries, query_bindings, query_consents, query_links,
        query_keys, query_rows, query_imports`);
  }
}
