import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What citizens say on their pages beside messages: what they agree to, that a service item is wrong; and
 * for which answers they were asked how satisfied they are.
 */
export class CitizenPages1765400000000 implements MigrationInterface {
  name = 'CitizenPages1765400000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table case_consents (
        case_id uuid not null,
        kind text not null,
        at timestamptz not null,
        given boolean not null,
        constraint case_consents_pkey primary key (case_id, kind, at),
        constraint case_consents_case_fkey foreign key (case_id) references cases (id),
        constraint case_consents_kind_check check (kind in ('call', 'publish'))
      )`);
    await runner.query(`
      create table rating_requests (
        case_id uuid not null,
        round smallint not null,
        at timestamptz not null,
        sent boolean not null,
        constraint rating_requests_pkey primary key (case_id, round),
        constraint rating_requests_case_fkey foreign key (case_id) references cases (id)
      )`);
    await runner.query(`
      create index cases_to_rate_idx on cases (answered_at)
      where state = 'answered' and rating is null and not restricted and citizen_id is not null`);
    await runner.query(`
      create table item_reports (
        id uuid not null,
        unit text not null,
        item text not null,
        text text not null,
        at timestamptz not null,
        closed_at timestamptz,
        closed_by text,
        outcome text,
        constraint item_reports_pkey primary key (id),
        constraint item_reports_closed_check check ((closed_at is null) = (closed_by is null)
          and (closed_at is null) = (outcome is null))
      )`);
    await runner.query(`create index item_reports_unit_idx on item_reports (unit, id)`);
    await runner.query(
      `create index item_reports_open_idx on item_reports (unit, id) where closed_at is null`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop table item_reports`);
    await runner.query(`drop index cases_to_rate_idx`);
    await runner.query(`drop table rating_requests`);
    await runner.query(`drop table case_consents`);
  }
}
