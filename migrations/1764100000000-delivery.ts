import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Delivery: parts and attempts below each outbox row, leases, the facts beside its state, and what is
 * known of each account. The unique index on rows under way is what keeps a citizen's answers in order
 * and one at a time, whatever the workers do.
 */
export class Delivery1764100000000 implements MigrationInterface {
  name = 'Delivery1764100000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table outbox
        add column passive_text text,
        add column lease_id uuid,
        add column attempt_id uuid,
        add column aftercare_at timestamptz,
        add column noticed_at timestamptz,
        add column viewed_at timestamptz,
        add column told_by_phone_at timestamptz,
        add column told_by_phone_by text,
        add column resent_at timestamptz,
        add column resent_by text,
        drop constraint outbox_kind_check,
        add constraint outbox_kind_check check (
          kind in ('answer', 'late_reply', 'apology', 'rating_request')),
        add constraint outbox_lease_check check (
          (state = 'sending') = (lease_until is not null))`);
    await runner.query(
      `create index outbox_open_idx on outbox (account, citizen_id, created_at, id)
       where state in ('waiting', 'sending')`,
    );
    await runner.query(
      `create unique index outbox_one_under_way_idx on outbox (account, citizen_id) where state = 'sending'`,
    );
    await runner.query(
      `create index outbox_lease_idx on outbox (lease_until) where state = 'sending'`,
    );
    await runner.query(
      `create index outbox_aftercare_idx on outbox (aftercare_at) where aftercare_at is not null`,
    );
    await runner.query(
      `create index outbox_case_idx on outbox (case_id, created_at) where case_id is not null`,
    );
    await runner.query(
      `create index outbox_trouble_idx on outbox (account, state, created_at)
       where state in ('failed', 'uncertain')`,
    );

    await runner.query(`
      create table outbox_parts (
        account text not null,
        outbox_id uuid not null,
        part smallint not null,
        body jsonb not null,
        state text not null,
        reason text,
        accepted_at timestamptz,
        constraint outbox_parts_pkey primary key (account, outbox_id, part),
        constraint outbox_parts_outbox_fkey foreign key (outbox_id, account)
          references outbox (id, account),
        constraint outbox_parts_part_check check (part in (1, 2)),
        constraint outbox_parts_state_check check (
          state in ('waiting', 'accepted', 'held', 'failed', 'uncertain'))
      )`);
    await runner.query(`
      insert into outbox_parts (account, outbox_id, part, body, state, reason, accepted_at)
      select account, id, 1, body, state, reason, accepted_at from outbox`);

    await runner.query(`
      create table outbox_attempts (
        account text not null,
        id uuid not null,
        outbox_id uuid not null,
        part smallint not null,
        route text not null,
        started_at timestamptz not null,
        ended_at timestamptz,
        outcome text,
        code integer,
        rid text,
        detail text,
        constraint outbox_attempts_pkey primary key (account, id),
        constraint outbox_attempts_outbox_fkey foreign key (outbox_id, account)
          references outbox (id, account),
        constraint outbox_attempts_route_check check (
          route in ('customer_service', 'template', 'subscription')),
        constraint outbox_attempts_outcome_check check (
          outcome in ('accepted', 'refused', 'not_sent', 'no_answer', 'lost'))
      )`);
    await runner.query(
      `create index outbox_attempts_outbox_idx on outbox_attempts (account, outbox_id, id)`,
    );

    await runner.query(`
      create table account_capabilities (
        account text not null,
        capability text not null,
        granted boolean not null,
        reason text not null,
        at timestamptz not null,
        constraint account_capabilities_pkey primary key (account, capability),
        constraint account_capabilities_reason_check check (
          reason in ('declared', 'probe', 'refused', 'used'))
      )`);
    await runner.query(`
      create table account_status (
        account text not null,
        paused_until timestamptz,
        pause_reason text,
        quota_limit integer,
        quota_left integer,
        quota_at timestamptz,
        last_error text,
        last_error_at timestamptz,
        constraint account_status_pkey primary key (account)
      )`);
    await runner.query(`
      create table account_alarms (
        account text not null,
        alarm text not null,
        detail text not null,
        raised_at timestamptz not null,
        last_at timestamptz not null,
        times integer not null,
        cleared_at timestamptz,
        constraint account_alarms_pkey primary key (account, alarm)
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop table account_alarms, account_status, account_capabilities, outbox_attempts, outbox_parts`);
    await runner.query(
      `drop index outbox_trouble_idx, outbox_case_idx, outbox_aftercare_idx, outbox_lease_idx, outbox_one_under_way_idx, outbox_open_idx`,
    );
    await runner.query(`
      alter table outbox
        drop constraint outbox_lease_check,
        drop constraint outbox_kind_check,
        add constraint outbox_kind_check check (kind in ('answer', 'late_reply', 'apology')),
        drop column passive_text, drop column lease_id, drop column attempt_id,
        drop column aftercare_at, drop column noticed_at, drop column viewed_at,
        drop column told_by_phone_at, drop column told_by_phone_by, drop column resent_at,
        drop column resent_by`);
  }
}
