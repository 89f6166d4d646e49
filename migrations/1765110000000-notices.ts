import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What staff are told, and what leaves for group robots and other systems. */
export class Notices1765110000000 implements MigrationInterface {
  name = 'Notices1765110000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table staff_notices (
        id uuid not null,
        staff_id uuid not null,
        at timestamptz not null,
        kind text not null,
        case_id uuid,
        number text,
        text text not null,
        about text not null,
        read_at timestamptz,
        constraint staff_notices_pkey primary key (id),
        constraint staff_notices_about_key unique (staff_id, about),
        constraint staff_notices_staff_fkey foreign key (staff_id) references staff (id),
        constraint staff_notices_kind_check check (kind in ('duty', 'deadline', 'waiting_step',
          'to_unit', 'to_person', 'sent_back', 'supervised', 'extension', 'mention', 'delivery'))
      )`);
    await runner.query(`create index staff_notices_list_idx on staff_notices (staff_id, at, id)`);
    await runner.query(
      `create index staff_notices_unread_idx on staff_notices (staff_id) where read_at is null`,
    );
    await runner.query(`
      create index staff_notices_waiting_idx on staff_notices (case_id)
      where kind = 'waiting_step'`);
    await runner.query(`
      create function tell_notice() returns trigger language plpgsql as $$
      begin
        insert into live_events (xact, id, at, kind, ref, person)
        select pg_current_xact_id()::text::bigint, gen_random_uuid(), now(), 'notice', id, staff_id
        from new_rows;
        perform pg_notify('zhijian_live', '');
        return null;
      end $$`);
    await runner.query(`
      create trigger staff_notices_tell after insert on staff_notices
      referencing new table as new_rows for each statement execute function tell_notice()`);
    await runner.query(`
      create table live_followers (
        follower text not null,
        place text not null,
        constraint live_followers_pkey primary key (follower)
      )`);
    await runner.query(`
      insert into live_followers (follower, place) values ('notices', '0:0:')`);
    await runner.query(`
      create table outbound_messages (
        id uuid not null,
        target text not null,
        kind text not null,
        body jsonb not null,
        state text not null,
        created_at timestamptz not null,
        next_at timestamptz not null,
        lease_id uuid,
        lease_until timestamptz,
        attempts smallint not null,
        ended_at timestamptz,
        status integer,
        detail text,
        constraint outbound_messages_pkey primary key (id),
        constraint outbound_messages_kind_check check (kind in ('robot', 'webhook')),
        constraint outbound_messages_state_check check (
          state in ('waiting', 'sending', 'sent', 'failed')),
        constraint outbound_messages_lease_check check (
          (state = 'sending') = (lease_until is not null))
      )`);
    await runner.query(`
      create index outbound_messages_due_idx on outbound_messages (next_at) where state = 'waiting'`);
    await runner.query(`
      create index outbound_messages_lease_idx on outbound_messages (lease_until)
      where state = 'sending'`);
    await runner.query(
      `create index outbound_messages_list_idx on outbound_messages (created_at, id)`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop table outbound_messages, live_followers, staff_notices`);
    await runner.query(`drop function tell_notice()`);
  }
}
