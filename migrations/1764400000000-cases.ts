import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The life cycle of cases: who handles one, its clocks, its gates, its answers and what people add to
 * it. New columns of `cases` have defaults, so that opening a case from the chat names only what it knows.
 */
export class Cases1764400000000 implements MigrationInterface {
  name = 'Cases1764400000000';

  async up(runner: QueryRunner): Promise<void> {
    await createApprovals(runner);
    await runner.query(`
      alter table cases
        add column type text,
        add column item text,
        add column handler text,
        add column claimed_until timestamptz,
        add column supervised boolean not null default false,
        add column supervision_due_at timestamptz,
        add column opinion_risk boolean not null default false,
        add column duplicate boolean not null default false,
        add column out_of_remit boolean not null default false,
        add column assigned_at timestamptz,
        add column designated boolean not null default false,
        add column hops smallint not null default '0',
        add column accept_due_at timestamptz,
        add column accepted_at timestamptz,
        add column counts_from_at timestamptz,
        add column answer_due_at timestamptz,
        add column provisional boolean not null default false,
        add column gate_due_at timestamptz,
        add column contact_due_at timestamptz,
        add column paused_at timestamptz,
        add column paused_remaining_ms bigint,
        add column remind_at timestamptz,
        add column auto_close_at timestamptz,
        add column supplements smallint not null default '0',
        add column extension text,
        add column extension_days smallint,
        add column extension_asked_by text,
        add column approval_id uuid,
        add column answer_kind text,
        add column send_backs smallint not null default '0',
        add column merged_into uuid,
        add column outcome text,
        add column rating smallint,
        add column statement text,
        add column statement_sealed bytea,
        add column contact_sealed bytea,
        add column query_code_hash bytea,
        add constraint cases_type_check check (type in ('consultation', 'help', 'complaint', 'report',
          'suggestion', 'praise', 'petition', 'disclosure')),
        add constraint cases_extension_check check (extension in ('asked', 'approved', 'refused')),
        add constraint cases_answer_kind_check check (answer_kind in ('answer', 'refusal', 'referral')),
        add constraint cases_outcome_check check (outcome in ('answered', 'refused', 'referred',
          'unneeded', 'unsupplemented', 'merged', 'withdrawn')),
        add constraint cases_rating_check check (rating between 1 and 5),
        add constraint cases_paused_check check (
          (state = 'awaiting_supplement') = (paused_at is not null)
          and coalesce(paused_remaining_ms, 0) >= 0),
        add constraint cases_merged_check check ((state = 'merged') = (merged_into is not null)),
        add constraint cases_approval_check check (
          (state in ('awaiting_review', 'awaiting_signature')) = (approval_id is not null)),
        add constraint cases_merged_fkey foreign key (merged_into) references cases (id),
        add constraint cases_approval_fkey foreign key (approval_id) references approvals (id)`);
    await runner.query(
      `create index cases_due_idx on cases (owner_unit, answer_due_at, id)
       where answered_at is null and closed_at is null`,
    );
    await runner.query(
      `create index cases_handler_idx on cases (handler, state) where handler is not null`,
    );
    await runner.query(
      `create index cases_merged_idx on cases (merged_into) where merged_into is not null`,
    );
    await runner.query(
      `create index cases_auto_close_idx on cases (auto_close_at) where auto_close_at is not null`,
    );
    await runner.query(
      `create index cases_remind_idx on cases (remind_at) where remind_at is not null`,
    );
    await runner.query(`
      alter table case_events
        add column state text,
        add column unit text,
        add column handler text,
        add column round smallint,
        add column reason text,
        add column on_behalf_of text`);
    await createAnswers(runner);
    await createWork(runner);
    await runner.query(`
      alter table outbox
        drop constraint outbox_kind_check,
        add constraint outbox_kind_check check (
          kind in ('answer', 'late_reply', 'apology', 'rating_request', 'reminder', 'notice'))`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await dropNotices(runner);
    await runner.query(`
      drop table case_drafts, case_tags, case_notes, case_links, case_co_handlers, case_contacts,
        case_ratings, case_answers`);
    await runner.query(`
      alter table case_events drop column state, drop column unit, drop column handler,
        drop column round, drop column reason, drop column on_behalf_of`);
    await runner.query(
      `drop index cases_due_idx, cases_handler_idx, cases_merged_idx, cases_auto_close_idx, cases_remind_idx`,
    );
    await runner.query(`
      alter table cases
        drop constraint cases_paused_check, drop constraint cases_merged_check,
        drop constraint cases_approval_check,
        drop column type, drop column item, drop column handler, drop column claimed_until,
        drop column supervised, drop column supervision_due_at, drop column opinion_risk,
        drop column duplicate, drop column out_of_remit, drop column assigned_at,
        drop column designated, drop column hops, drop column accept_due_at,
        drop column accepted_at, drop column counts_from_at, drop column answer_due_at,
        drop column provisional, drop column gate_due_at, drop column contact_due_at,
        drop column paused_at, drop column paused_remaining_ms, drop column remind_at,
        drop column auto_close_at, drop column supplements, drop column extension,
        drop column extension_days, drop column extension_asked_by, drop column approval_id,
        drop column answer_kind, drop column send_backs, drop column merged_into,
        drop column outcome, drop column rating, drop column statement,
        drop column statement_sealed, drop column contact_sealed, drop column query_code_hash`);
    await runner.query(`drop table approval_passes, approvals`);
  }
}

async function dropNotices(runner: QueryRunner): Promise<void> {
  for (const table of ['outbox_attempts', 'outbox_parts']) {
    await runner.query(
      `delete from ${table} t using outbox o
       where o.account = t.account and o.id = t.outbox_id and o.kind = 'notice'`,
    );
  }
  await runner.query(`delete from outbox where kind = 'notice'`);
  await runner.query(`
    alter table outbox
      drop constraint outbox_kind_check,
      add constraint outbox_kind_check check (
        kind in ('answer', 'late_reply', 'apology', 'rating_request', 'reminder'))`);
}

async function createApprovals(runner: QueryRunner): Promise<void> {
  await runner.query(`
    create table approvals (
      id uuid not null,
      text text not null,
      text_hash bytea not null,
      gates text[] not null,
      drafters text[] not null,
      drafted_at timestamptz not null,
      state text not null,
      ended_at timestamptz,
      constraint approvals_pkey primary key (id),
      constraint approvals_state_check check (state in ('open', 'passed', 'returned', 'dropped')),
      constraint approvals_ended_check check ((state = 'open') = (ended_at is null))
    )`);
  await runner.query(`
    create table approval_passes (
      approval_id uuid not null,
      gate text not null,
      passed_by text not null,
      on_behalf_of text,
      at timestamptz not null,
      opinion text,
      constraint approval_passes_pkey primary key (approval_id, gate),
      constraint approval_passes_approval_fkey foreign key (approval_id) references approvals (id)
    )`);
}

/** What leaves the unit, and what the citizen says of it. */
async function createAnswers(runner: QueryRunner): Promise<void> {
  await runner.query(`
    create table case_answers (
      case_id uuid not null,
      round smallint not null,
      kind text not null,
      unit text not null,
      text text not null,
      approval_id uuid,
      drafted_by text not null,
      signed_by text not null,
      signed_at timestamptz not null,
      constraint case_answers_pkey primary key (case_id, round),
      constraint case_answers_case_fkey foreign key (case_id) references cases (id),
      constraint case_answers_approval_fkey foreign key (approval_id) references approvals (id),
      constraint case_answers_kind_check check (kind in ('answer', 'refusal', 'referral'))
    )`);
  await runner.query(`
    create table case_ratings (
      case_id uuid not null,
      round smallint not null,
      rating smallint not null,
      tags text[] not null,
      text text,
      named boolean not null,
      at timestamptz not null,
      mistaken_at timestamptz,
      mistaken_by text,
      mistaken_reason text,
      constraint case_ratings_pkey primary key (case_id, round),
      constraint case_ratings_case_fkey foreign key (case_id) references cases (id),
      constraint case_ratings_rating_check check (rating between 1 and 5),
      constraint case_ratings_mistaken_check check (
        (mistaken_at is null) = (mistaken_by is null)
        and (mistaken_at is null) = (mistaken_reason is null))
    )`);
}

/** What people write down while they work on a case. */
async function createWork(runner: QueryRunner): Promise<void> {
  await runner.query(`
    create table case_contacts (
      case_id uuid not null,
      id uuid not null,
      round smallint not null,
      at timestamptz not null,
      method text not null,
      reached boolean not null,
      result text not null,
      recorded_by text not null,
      recorded_at timestamptz not null,
      constraint case_contacts_pkey primary key (case_id, id),
      constraint case_contacts_case_fkey foreign key (case_id) references cases (id),
      constraint case_contacts_method_check check (method in ('telephone', 'wechat', 'visit'))
    )`);
  await runner.query(`
    create table case_co_handlers (
      case_id uuid not null,
      unit text not null,
      asked_at timestamptz not null,
      asked_by text not null,
      due_at timestamptz not null,
      answered_at timestamptz,
      answered_by text,
      opinion text,
      constraint case_co_handlers_pkey primary key (case_id, unit),
      constraint case_co_handlers_case_fkey foreign key (case_id) references cases (id)
    )`);
  await runner.query(`
    create table case_links (
      case_id uuid not null,
      other_id uuid not null,
      kind text not null,
      linked_by text not null,
      at timestamptz not null,
      constraint case_links_pkey primary key (case_id, other_id),
      constraint case_links_case_fkey foreign key (case_id) references cases (id),
      constraint case_links_other_fkey foreign key (other_id) references cases (id),
      constraint case_links_kind_check check (kind in ('related', 'duplicate', 'split'))
    )`);
  await runner.query(`create index case_links_other_idx on case_links (other_id)`);
  await runner.query(`
    create table case_notes (
      case_id uuid not null,
      id uuid not null,
      at timestamptz not null,
      author text not null,
      text text not null,
      mentions text[] not null,
      constraint case_notes_pkey primary key (case_id, id),
      constraint case_notes_case_fkey foreign key (case_id) references cases (id)
    )`);
  await runner.query(`
    create table case_tags (
      case_id uuid not null,
      tag text not null,
      tagged_by text not null,
      at timestamptz not null,
      constraint case_tags_pkey primary key (case_id, tag),
      constraint case_tags_case_fkey foreign key (case_id) references cases (id)
    )`);
  await runner.query(`create index case_tags_tag_idx on case_tags (tag, case_id)`);
  await runner.query(`
    create table case_drafts (
      case_id uuid not null,
      author text not null,
      text text not null,
      saved_at timestamptz not null,
      constraint case_drafts_pkey primary key (case_id, author),
      constraint case_drafts_case_fkey foreign key (case_id) references cases (id)
    )`);
}
