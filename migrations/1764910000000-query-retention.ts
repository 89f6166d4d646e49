import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The record of look-ups is kept for three years, as citizens are told, and no longer. The process may
 * not take rows away from it: it calls a function of the owner's, which goes by the database's own clock.
 */
export class QueryRetention1764910000000 implements MigrationInterface {
  name = 'QueryRetention1764910000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`create index query_lookups_at_idx on query_lookups (at)`);
    await runner.query(`
      create index query_consents_withdrawn_idx on query_consents (withdrawn_at)
      where withdrawn_at is not null`);
    await runner.query(`
      create index query_bindings_removed_idx on query_bindings (removed_at)
      where removed_at is not null`);
    await runner.query(`
      create function prune_query_records() returns void
      language sql security definer set search_path = public, pg_temp as $$
        delete from query_lookups where at < now() - interval '3 years';
        delete from query_consents where withdrawn_at < now() - interval '3 years';
        delete from query_bindings where removed_at < now() - interval '3 years';
      $$`);
    await runner.query(`revoke all on function prune_query_records() from public`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop function prune_query_records()`);
    await runner.query(`drop index query_bindings_removed_idx`);
    await runner.query(`drop index query_consents_withdrawn_idx`);
    await runner.query(`drop index query_lookups_at_idx`);
  }
}
