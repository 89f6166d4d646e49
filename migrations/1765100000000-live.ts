import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What happens to cases, as staff's open pages follow it, and who has a case open. Triggers write the
 * rows, so that no path that changes a case can forget to. Rows carry the number of their transaction:
 * readers go by it, because transactions commit in another order than they begin.
 */
export class Live1765100000000 implements MigrationInterface {
  name = 'Live1765100000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table live_events (
        xact bigint not null,
        id uuid not null,
        at timestamptz not null,
        kind text not null,
        case_id uuid,
        seq integer,
        ref uuid,
        person uuid,
        constraint live_events_pkey primary key (xact, id)
      )`);
    // Whoever is up to date has some row at or before their place; without one their place is too old.
    await runner.query(`
      insert into live_events (xact, id, at, kind)
      values (0, '00000000-0000-0000-0000-000000000000', now(), 'beginning')`);
    await createTriggers(runner);
    await runner.query(`
      create table case_presence (
        case_id uuid not null,
        staff_id uuid not null,
        tab uuid not null,
        mode text not null,
        since timestamptz not null,
        seen_at timestamptz not null,
        constraint case_presence_pkey primary key (case_id, staff_id, tab),
        constraint case_presence_mode_check check (mode in ('reading', 'writing'))
      )`);
    await runner.query(`create index case_presence_seen_idx on case_presence (seen_at)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop table case_presence`);
    for (const [table, trigger] of TRIGGERS) {
      await runner.query(`drop trigger ${trigger} on ${table}`);
    }
    await runner.query(
      `drop function tell_case_events(), tell_case_entries(), tell_case_marks(), tell_delivery()`,
    );
    await runner.query(`drop table live_events`);
  }
}

const TRIGGERS = [
  ['case_events', 'case_events_tell'],
  ['case_notes', 'case_notes_tell'],
  ['case_contacts', 'case_contacts_tell'],
  ['case_tags', 'case_tags_tell'],
  ['case_tags', 'case_tags_tell_removed'],
  ['case_links', 'case_links_tell'],
  ['outbox', 'outbox_tell'],
] as const;

const COLUMNS = `insert into live_events (xact, id, at, kind, case_id, seq, ref)
      select pg_current_xact_id()::text::bigint, gen_random_uuid(), now()`;

/** One statement of many rows writes once. */
async function createTriggers(runner: QueryRunner): Promise<void> {
  // A commit that notifies waits for every other one that does: what citizens write is found by
  // looking, a second later; only what staff do wakes the readers.
  await runner.query(`
    create function tell_case_events() returns trigger language plpgsql as $$
    begin
      ${COLUMNS}, kind, case_id, seq, null from new_rows;
      if exists (select from new_rows where actor not in ('citizen', 'system')) then
        perform pg_notify('zhijian_live', '');
      end if;
      return null;
    end $$`);
  await runner.query(`
    create function tell_case_entries() returns trigger language plpgsql as $$
    begin
      ${COLUMNS}, tg_argv[0], case_id, null, id from new_rows;
      perform pg_notify('zhijian_live', '');
      return null;
    end $$`);
  await runner.query(`
    create function tell_case_marks() returns trigger language plpgsql as $$
    begin
      ${COLUMNS}, tg_argv[0], case_id, null, null from (select distinct case_id from changed_rows) r;
      return null;
    end $$`);
  await runner.query(`
    create function tell_delivery() returns trigger language plpgsql as $$
    begin
      ${COLUMNS}, 'delivery', new.case_id, null, new.id;
      return null;
    end $$`);
  await runner.query(statement('case_events', 'tell', 'insert', 'new_rows', `tell_case_events()`));
  const entries = { case_notes: 'note', case_contacts: 'contact' };
  for (const [table, kind] of Object.entries(entries)) {
    await runner.query(
      statement(table, 'tell', 'insert', 'new_rows', `tell_case_entries('${kind}')`),
    );
  }
  const marks = { case_tags: 'tag', case_links: 'link' };
  for (const [table, kind] of Object.entries(marks)) {
    await runner.query(
      statement(table, 'tell', 'insert', 'changed_rows', `tell_case_marks('${kind}')`),
    );
  }
  await runner.query(
    statement('case_tags', 'tell_removed', 'delete', 'changed_rows', `tell_case_marks('tag')`),
  );
  await runner.query(`
    create trigger outbox_tell after update on outbox for each row
    when (new.kind = 'answer' and new.case_id is not null and new.state <> 'sending'
      and (new.state, new.reason, new.viewed_at, new.told_by_phone_at)
        is distinct from (old.state, old.reason, old.viewed_at, old.told_by_phone_at))
    execute function tell_delivery()`);
}

function statement(
  table: string,
  name: string,
  change: 'insert' | 'delete',
  rows: string,
  call: string,
): string {
  const which = change === 'insert' ? 'new' : 'old';
  return `create trigger ${table}_${name} after ${change} on ${table}
    referencing ${which} table as ${rows} for each statement execute function ${call}`;
}
