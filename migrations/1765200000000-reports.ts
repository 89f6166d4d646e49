import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What reports are counted from. An answer keeps the limit that stood when it was signed, which a later
 * round overwrites in its case. Triggers only note which cases have changed in what reports tell; they
 * stand on columns that the callback does not write.
 */
export class Reports1765200000000 implements MigrationInterface {
  name = 'Reports1765200000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`alter table case_answers add column due_at timestamptz`);
    await runner.query(`
      update case_answers a set due_at = coalesce(c.answer_due_at, c.accept_due_at)
      from cases c where c.id = a.case_id and c.round = a.round`);
    await runner.query(`
      create table report_handlings (${HANDLING_COLUMNS},
        constraint report_handlings_pkey primary key (case_id, seq)
      )`);
    await runner.query(
      `create index report_handlings_unit_idx on report_handlings (unit, day, case_id)`,
    );
    await runner.query(`
      create index report_handlings_due_idx on report_handlings (due_at) where due_at is not null`);
    await runner.query(`
      create table report_days (
        unit text not null,
        day date not null,
        figure text not null,
        base integer not null,
        hits integer not null,
        amount bigint not null,
        constraint report_days_pkey primary key (unit, day, figure)
      )`);
    await runner.query(`
      create table report_replies (
        account text not null,
        day date not null,
        responder text not null,
        replies integer not null,
        constraint report_replies_pkey primary key (account, day, responder)
      )`);
    await createQueue(runner);
    await createSnapshots(runner);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop table report_snapshot_handlings, report_snapshots`);
    for (const [table, trigger] of TRIGGERS) {
      await runner.query(`drop trigger ${trigger} on ${table}`);
    }
    await runner.query(`drop function queue_case_report(), queue_report_of_row()`);
    await runner.query(`drop table report_queue, report_replies, report_days, report_handlings`);
    await runner.query(`alter table case_answers drop column due_at`);
  }
}

const HANDLING_COLUMNS = `
        case_id uuid not null,
        seq integer not null,
        unit text not null,
        day date not null,
        round smallint not null,
        is_final boolean not null,
        arrived boolean not null,
        restricted boolean not null,
        accepted boolean not null,
        returned boolean not null,
        extended boolean not null,
        reworked boolean not null,
        outcome text,
        on_time boolean,
        due_at timestamptz,
        work_ms bigint,
        work_days integer,
        first_answer_ms bigint,
        rating smallint,
        told boolean`;

const TRIGGERS = [
  ['cases', 'cases_queue_report'],
  ['case_ratings', 'case_ratings_queue_report'],
  ['outbox', 'outbox_queue_report'],
] as const;

async function createQueue(runner: QueryRunner): Promise<void> {
  await runner.query(`
    create table report_queue (
      id uuid not null,
      case_id uuid not null,
      constraint report_queue_pkey primary key (id)
    )`);
  await runner.query(`
    create function queue_case_report() returns trigger language plpgsql as $$
    begin
      insert into report_queue (id, case_id) values (gen_random_uuid(), new.id);
      return null;
    end $$`);
  await runner.query(`
    create trigger cases_queue_report
    after update of state, opened_at, restricted, rating on cases
    for each row execute function queue_case_report()`);
  await runner.query(`
    create function queue_report_of_row() returns trigger language plpgsql as $$
    begin
      insert into report_queue (id, case_id) values (gen_random_uuid(), new.case_id);
      return null;
    end $$`);
  await runner.query(`
    create trigger case_ratings_queue_report after update of mistaken_at on case_ratings
    for each row execute function queue_report_of_row()`);
  const told = (row: string): string =>
    `(${row}.state = 'accepted' or ${row}.viewed_at is not null or ${row}.told_by_phone_at is not null)`;
  await runner.query(`
    create trigger outbox_queue_report
    after update of state, viewed_at, told_by_phone_at on outbox
    for each row when (new.kind = 'answer' and new.case_id is not null
      and ${told('new')} is distinct from ${told('old')})
    execute function queue_report_of_row()`);
}

/** A period as it stood: its handlings are kept beside the figures, so that its lists stay as they were. */
async function createSnapshots(runner: QueryRunner): Promise<void> {
  await runner.query(`
    create table report_snapshots (
      id uuid not null,
      number text not null,
      first_day date not null,
      last_day date not null,
      units text[] not null,
      as_of timestamptz not null,
      made_by text,
      made_at timestamptz not null,
      figures jsonb not null,
      constraint report_snapshots_pkey primary key (id),
      constraint report_snapshots_number_key unique (number),
      constraint report_snapshots_days_check check (first_day <= last_day)
    )`);
  await runner.query(`
    create table report_snapshot_handlings (
        snapshot_id uuid not null,${HANDLING_COLUMNS},
      constraint report_snapshot_handlings_pkey primary key (snapshot_id, case_id, seq),
      constraint report_snapshot_handlings_snapshot_fkey
        foreign key (snapshot_id) references report_snapshots (id)
    )`);
  await runner.query(`
    create index report_snapshot_handlings_unit_idx
    on report_snapshot_handlings (snapshot_id, unit, day, case_id)`);
}
