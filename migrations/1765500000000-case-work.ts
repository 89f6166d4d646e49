import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What people work with on a case: whole drafts, files of their own, views, and the check of 无需办理. */
export class CaseWork1765500000000 implements MigrationInterface {
  name = 'CaseWork1765500000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table case_drafts
        add column inside text not null default '',
        add column is_true text,
        add column solved boolean,
        add constraint case_drafts_true_check check (is_true in ('yes', 'no', 'partly'))`);
    await runner.query(`create index case_notes_mentions_idx on case_notes using gin (mentions)`);
    await runner.query(`create index case_answers_unit_idx on case_answers (unit, signed_at)`);
    await createAttachments(runner);
    await runner.query(`
      create table saved_views (
        staff_id uuid not null,
        id uuid not null,
        name text not null,
        query text not null,
        at timestamptz not null,
        constraint saved_views_pkey primary key (staff_id, id)
      )`);
    await runner.query(`
      create table dismissal_checks (
        case_id uuid not null,
        verdict text not null,
        note text,
        checked_by text not null,
        checked_at timestamptz not null,
        constraint dismissal_checks_pkey primary key (case_id, checked_at),
        constraint dismissal_checks_case_fkey foreign key (case_id) references cases (id),
        constraint dismissal_checks_verdict_check check (verdict in ('right', 'wrong'))
      )`);
    await runner.query(
      `create index cases_unneeded_idx on cases (closed_at, id) where outcome = 'unneeded'`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop index cases_unneeded_idx`);
    await runner.query(`drop table dismissal_checks, saved_views, attachments`);
    await runner.query(`drop index case_answers_unit_idx`);
    await runner.query(`drop index case_notes_mentions_idx`);
    await runner.query(`
      alter table case_drafts drop column inside, drop column is_true, drop column solved`);
  }
}

async function createAttachments(runner: QueryRunner): Promise<void> {
  await runner.query(`
    create table attachments (
      id uuid not null,
      case_id uuid not null,
      account text not null,
      citizen_id uuid,
      name text not null,
      content_type text not null,
      bytes integer not null,
      sha256 text not null,
      uploaded_by text not null,
      uploaded_at timestamptz not null,
      constraint attachments_pkey primary key (id)
    )`);
  await runner.query(`create index attachments_case_idx on attachments (case_id, uploaded_at)`);
  await runner.query(`create index attachments_file_idx on attachments (sha256)`);
  await runner.query(`
    create index attachments_citizen_idx on attachments (account, citizen_id)
      where citizen_id is not null`);
}
