import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Which calendar the deadlines are reckoned by, and who was told of which deadline. */
export class CaseClocks1764450000000 implements MigrationInterface {
  name = 'CaseClocks1764450000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table calendar_state (
        id smallint not null,
        digest text not null,
        basis jsonb not null,
        live_since timestamptz not null,
        taken_at timestamptz not null,
        previous jsonb,
        done_up_to uuid,
        constraint calendar_state_pkey primary key (id),
        constraint calendar_state_one_check check (id = 1)
      )`);
    await runner.query(`
      create table case_escalations (
        case_id uuid not null,
        clock text not null,
        due_at timestamptz not null,
        step text not null,
        told_at timestamptz not null,
        constraint case_escalations_pkey primary key (case_id, clock, due_at, step),
        constraint case_escalations_case_fkey foreign key (case_id) references cases (id),
        constraint case_escalations_clock_check check (clock in ('accept', 'answer'))
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop table case_escalations`);
    await runner.query(`drop table calendar_state`);
  }
}
