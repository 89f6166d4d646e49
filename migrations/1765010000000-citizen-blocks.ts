import type { MigrationInterface, QueryRunner } from 'typeorm';

/** 黑名单: citizens whose messages open no case for a time. The callback reads the citizen's own row alone. */
export class CitizenBlocks1765010000000 implements MigrationInterface {
  name = 'CitizenBlocks1765010000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`alter table citizens add column blocked_until timestamptz`);
    await runner.query(`
      create table citizen_blocks (
        account text not null,
        id uuid not null,
        citizen_id uuid not null,
        case_number text,
        reason text not null,
        blocked_by text not null,
        blocked_at timestamptz not null,
        until_at timestamptz not null,
        lifted_by text,
        lifted_at timestamptz,
        lift_reason text,
        review_note text,
        reviewed_by text,
        reviewed_at timestamptz,
        constraint citizen_blocks_pkey primary key (account, id),
        constraint citizen_blocks_until_check
          check (until_at > blocked_at and until_at <= blocked_at + interval '367 days'),
        constraint citizen_blocks_lifted_check check ((lifted_at is null) = (lifted_by is null)),
        constraint citizen_blocks_reviewed_check
          check ((reviewed_at is null) = (review_note is null))
      )`);
    await runner.query(
      `create index citizen_blocks_citizen_idx on citizen_blocks (account, citizen_id, blocked_at)`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop table citizen_blocks`);
    await runner.query(`alter table citizens drop column blocked_until`);
  }
}
