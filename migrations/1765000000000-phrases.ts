import type { MigrationInterface, QueryRunner } from 'typeorm';

/** 常用语: texts that a second person has approved, and what was done to each. */
export class Phrases1765000000000 implements MigrationInterface {
  name = 'Phrases1765000000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table phrases (
        id uuid not null,
        unit text,
        case_type text,
        case_state text,
        item text,
        title text not null,
        text text not null,
        valid_until date not null,
        state text not null,
        version integer not null,
        approval_id uuid,
        approved_hash bytea,
        drafted_by text not null,
        changed_at timestamptz not null,
        uses integer not null,
        last_used_at timestamptz,
        constraint phrases_pkey primary key (id),
        constraint phrases_approval_fkey foreign key (approval_id) references approvals (id),
        constraint phrases_state_check
          check (state in ('awaiting', 'approved', 'returned', 'withdrawn')),
        constraint phrases_approval_check check ((state = 'awaiting') = (approval_id is not null)),
        constraint phrases_approved_check check ((state = 'approved') = (approved_hash is not null)),
        constraint phrases_uses_check check (uses >= 0)
      )`);
    await runner.query(`create index phrases_unit_idx on phrases (unit, state, changed_at, id)`);
    await runner.query(`
      create table phrase_events (
        phrase_id uuid not null,
        version integer not null,
        kind text not null,
        at timestamptz not null,
        actor text not null,
        reason text,
        text text,
        constraint phrase_events_pkey primary key (phrase_id, version),
        constraint phrase_events_phrase_fkey foreign key (phrase_id) references phrases (id),
        constraint phrase_events_kind_check
          check (kind in ('created', 'edited', 'approved', 'returned', 'withdrawn'))
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop table phrase_events, phrases`);
  }
}
