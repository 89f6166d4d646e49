import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Entries of the files that units have switched off until they change them. */
export class ContentSwitches1765600000000 implements MigrationInterface {
  readonly name = 'ContentSwitches1765600000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table content_switches (
        id uuid constraint content_switches_pkey primary key,
        unit text not null,
        kind text not null,
        entry text not null,
        content_hash text not null,
        name text not null,
        reason text not null,
        switched_by uuid not null,
        switched_at timestamptz not null,
        lifted_by uuid,
        lifted_at timestamptz,
        constraint content_switches_kind_check check (kind in ('item', 'keyword', 'query')),
        constraint content_switches_lifted_check check ((lifted_at is null) = (lifted_by is null))
      );
      create unique index content_switches_open_idx
        on content_switches (unit, kind, entry, content_hash) where lifted_at is null;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table content_switches');
  }
}
