import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The first tables. Every key of messages, ledgers and delivery holds the account, so that one account's
 * rows can one day live together on one node. Where the key is an id, the id leads: with the account in
 * front, a plan made while the tables are small may take that key to read all of an account. A case is
 * keyed by its id alone: its owner unit changes on transfer, and a key should not.
 */
export class First1764000000000 implements MigrationInterface {
  name = 'First1764000000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table citizens (
        account text not null,
        id uuid not null,
        openid text,
        version integer not null,
        first_seen_at timestamptz not null,
        last_contact_at timestamptz not null,
        followed_at timestamptz,
        unfollowed_at timestamptz,
        last_receipt_at timestamptz,
        last_item text,
        last_item_candidates text[] not null,
        last_item_at timestamptz,
        constraint citizens_pkey primary key (id, account),
        constraint citizens_openid_key unique (account, openid)
      ) with (fillfactor = 80)`);

    await runner.query(`
      create table ledgers (
        account text not null,
        citizen_id uuid not null,
        message_window_ends_at timestamptz,
        message_sends_left smallint not null,
        event_window_ends_at timestamptz,
        event_sends_left smallint not null,
        constraint ledgers_pkey primary key (account, citizen_id),
        constraint ledgers_sends_check check (
          message_sends_left between 0 and 5 and event_sends_left between 0 and 3)
      ) with (fillfactor = 80)`);

    await runner.query(`
      create table pending_questions (
        account text not null,
        citizen_id uuid not null,
        question jsonb not null,
        asked_at timestamptz not null,
        expires_at timestamptz not null,
        constraint pending_questions_pkey primary key (account, citizen_id)
      ) with (fillfactor = 80)`);

    await runner.query(`
      create table messages (
        account text not null,
        id uuid not null,
        citizen_id uuid not null,
        dedupe_key text not null,
        kind text not null,
        sent_at timestamptz not null,
        received_at timestamptz not null,
        text text,
        fields jsonb not null,
        original bytea,
        case_id uuid,
        state text not null,
        lease_until timestamptz,
        attempt smallint not null,
        work jsonb,
        reply jsonb,
        reply_at timestamptz,
        answered_via text,
        carries_answers boolean not null,
        responder text,
        rule text,
        item text,
        score real,
        content_version text,
        constraint messages_pkey primary key (id, account),
        constraint messages_dedupe_key unique (account, citizen_id, dedupe_key),
        constraint messages_state_check check (state in ('handling', 'handled')),
        constraint messages_answered_via_check check (answered_via in ('passive', 'outbox', 'none')),
        constraint messages_answered_check check (state = 'handling' or answered_via is not null),
        constraint messages_lease_check check ((state = 'handling') = (lease_until is not null))
      )`);
    await runner.query(
      `create index messages_case_idx on messages (case_id, id) where case_id is not null`,
    );
    await runner.query(
      `create index messages_handling_idx on messages (lease_until) where state = 'handling'`,
    );

    await runner.query(`
      create table cases (
        id uuid not null,
        number text not null,
        account text not null,
        citizen_id uuid,
        owner_unit text not null,
        source text not null,
        external_no text,
        place text,
        state text not null,
        urgent boolean not null,
        restricted boolean not null,
        needs_judgement boolean not null,
        round smallint not null,
        version integer not null,
        opened_at timestamptz not null,
        last_message_at timestamptz not null,
        first_human_answer_at timestamptz,
        answered_at timestamptz,
        closed_at timestamptz,
        constraint cases_pkey primary key (id),
        constraint cases_number_key unique (number),
        constraint cases_source_check check (
          source in ('wechat', 'telephone', 'window', '12345', 'comment', 'other')),
        constraint cases_state_check check (state in (
          'awaiting_assignment', 'awaiting_acceptance', 'in_progress', 'awaiting_supplement',
          'awaiting_review', 'awaiting_signature', 'answered', 'closed', 'merged', 'withdrawn'))
      )`);
    await runner.query(
      `create index cases_citizen_idx on cases (account, citizen_id, opened_at desc)`,
    );
    await runner.query(`create index cases_queue_idx on cases (owner_unit, state, opened_at, id)`);

    await runner.query(`
      create table case_events (
        case_id uuid not null,
        seq integer not null,
        kind text not null,
        at timestamptz not null,
        actor text not null,
        data jsonb not null,
        constraint case_events_pkey primary key (case_id, seq),
        constraint case_events_case_fkey foreign key (case_id) references cases (id)
      )`);

    await runner.query(`
      create table case_counters (
        unit text not null,
        day date not null,
        last integer not null,
        constraint case_counters_pkey primary key (unit, day)
      )`);

    await runner.query(`
      create table outbox (
        account text not null,
        id uuid not null,
        citizen_id uuid not null,
        case_id uuid,
        message_id uuid,
        kind text not null,
        state text not null,
        reason text,
        body jsonb not null,
        created_at timestamptz not null,
        next_at timestamptz not null,
        lease_until timestamptz,
        attempts smallint not null,
        offered_in uuid,
        offered_at timestamptz,
        accepted_at timestamptz,
        constraint outbox_pkey primary key (id, account),
        constraint outbox_message_key unique (account, message_id, kind),
        constraint outbox_kind_check check (kind in ('answer', 'late_reply', 'apology')),
        constraint outbox_state_check check (
          state in ('waiting', 'sending', 'accepted', 'held', 'failed', 'uncertain'))
      )`);
    await runner.query(
      `create index outbox_citizen_idx on outbox (account, citizen_id, created_at) where state = 'held'`,
    );
    await runner.query(`create index outbox_due_idx on outbox (next_at) where state = 'waiting'`);

    await runner.query(`
      create table misses (
        account text not null,
        id uuid not null,
        message_id uuid not null,
        item text not null,
        at timestamptz not null,
        constraint misses_pkey primary key (id, account)
      )`);

    await runner.query(`
      create table link_clicks (
        unit text not null,
        item text not null,
        day date not null,
        clicks integer not null,
        constraint link_clicks_pkey primary key (unit, item, day)
      )`);

    await runner.query(`
      create table menu_applications (
        account text not null,
        id uuid not null,
        applied_at timestamptz not null,
        actor text not null,
        file_hash text not null,
        compiled jsonb not null,
        state text not null,
        detail text,
        constraint menu_applications_pkey primary key (account, id),
        constraint menu_applications_state_check check (state in ('intended', 'applied', 'failed'))
      )`);

    await runner.query(`
      create table access_tokens (
        account text not null,
        token bytea not null,
        expires_at timestamptz not null,
        fetched_at timestamptz not null,
        constraint access_tokens_pkey primary key (account)
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop table access_tokens, menu_applications, link_clicks, misses, outbox, case_counters,
        case_events, cases, messages, pending_questions, ledgers, citizens`);
  }
}
