import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Finding cases: their words in pairs of signs, lists by deadline, and the counts of tabs. Triggers only
 * note which cases have new words, so that whatever writes words need not know of the search; the
 * process makes the pairs. Cases that are there already are noted and counted here.
 */
export class CaseSearch1764600000000 implements MigrationInterface {
  name = 'CaseSearch1764600000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table case_search (
        case_id uuid not null,
        folded text not null,
        grams text[] not null,
        constraint case_search_pkey primary key (case_id),
        constraint case_search_case_fkey foreign key (case_id) references cases (id)
      )`);
    await runner.query(`create index case_search_grams_idx on case_search using gin (grams)`);
    await runner.query(`
      create table case_search_queue (
        id uuid not null,
        case_id uuid not null,
        constraint case_search_queue_pkey primary key (id)
      )`);
    await createTriggers(runner);
    await runner.query(
      `insert into case_search_queue (id, case_id) select gen_random_uuid(), id from cases`,
    );
    await runner.query(`
      create table case_tallies (
        id uuid not null,
        unit text not null,
        state text not null,
        handler text,
        restricted boolean not null,
        cases integer not null,
        constraint case_tallies_pkey primary key (id)
      )`);
    await runner.query(`create index case_tallies_unit_idx on case_tallies (unit, state)`);
    await runner.query(`
      insert into case_tallies (id, unit, state, handler, restricted, cases)
      select gen_random_uuid(), owner_unit, state, handler, restricted, count(*)
      from cases group by owner_unit, state, handler, restricted`);
    await createListIndexes(runner);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop index cases_due_order_idx, cases_item_idx, cases_rated_idx, cases_flagged_idx,
        cases_call_back_idx, case_co_handlers_unit_idx`);
    await runner.query(`drop table case_tallies`);
    for (const [table, trigger] of TRIGGERS) {
      await runner.query(`drop trigger ${trigger} on ${table}`);
    }
    await runner.query(`
      drop function queue_new_words(), queue_changed_messages(), queue_new_case(), queue_merged_case()`);
    await runner.query(`drop table case_search_queue, case_search`);
  }
}

const TRIGGERS = [
  ['messages', 'messages_queue_new_words'],
  ['messages', 'messages_queue_changed'],
  ['case_answers', 'case_answers_queue_new_words'],
  ['case_notes', 'case_notes_queue_new_words'],
  ['cases', 'cases_queue_new'],
  ['cases', 'cases_queue_merged'],
] as const;

/** One statement of many messages notes each case once; lines of one case are no matter of uniqueness, so nobody waits. */
async function createTriggers(runner: QueryRunner): Promise<void> {
  await runner.query(`
    create function queue_new_words() returns trigger language plpgsql as $$
    begin
      insert into case_search_queue (id, case_id)
      select gen_random_uuid(), r.case_id
      from (select distinct case_id from new_rows where case_id is not null) r;
      return null;
    end $$`);
  for (const table of ['messages', 'case_answers', 'case_notes']) {
    await runner.query(`
      create trigger ${table}_queue_new_words after insert on ${table}
      referencing new table as new_rows
      for each statement execute function queue_new_words()`);
  }
  await runner.query(`
    create function queue_changed_messages() returns trigger language plpgsql as $$
    begin
      insert into case_search_queue (id, case_id)
      select gen_random_uuid(), r.case_id
      from (
        select distinct k.case_id
        from new_rows n join old_rows o on n.id = o.id and n.account = o.account,
          unnest(array[n.case_id, o.case_id]) as k(case_id)
        where k.case_id is not null
          and (n.case_id is distinct from o.case_id or n.text is distinct from o.text)) r;
      return null;
    end $$`);
  await runner.query(`
    create trigger messages_queue_changed after update on messages
    referencing new table as new_rows old table as old_rows
    for each statement execute function queue_changed_messages()`);
  await runner.query(`
    create function queue_new_case() returns trigger language plpgsql as $$
    begin
      insert into case_search_queue (id, case_id) select gen_random_uuid(), id from new_rows;
      return null;
    end $$`);
  await runner.query(`
    create trigger cases_queue_new after insert on cases referencing new table as new_rows
    for each statement execute function queue_new_case()`);
  await runner.query(`
    create function queue_merged_case() returns trigger language plpgsql as $$
    begin
      insert into case_search_queue (id, case_id) values (gen_random_uuid(), new.merged_into);
      return null;
    end $$`);
  await runner.query(`
    create trigger cases_queue_merged after update of merged_into on cases
    for each row when (new.merged_into is not null and new.merged_into is distinct from old.merged_into)
    execute function queue_merged_case()`);
}

async function createListIndexes(runner: QueryRunner): Promise<void> {
  await runner.query(`
    create index cases_due_order_idx on cases
      (owner_unit, state, coalesce(answer_due_at, accept_due_at, 'infinity'::timestamptz), id)
    where state in ('awaiting_assignment', 'awaiting_acceptance', 'in_progress',
      'awaiting_supplement', 'awaiting_review', 'awaiting_signature')`);
  await runner.query(
    `create index cases_item_idx on cases (item, owner_unit, opened_at) where item is not null`,
  );
  await runner.query(
    `create index cases_rated_idx on cases (owner_unit, rating, opened_at) where rating is not null`,
  );
  await runner.query(`
    create index cases_flagged_idx on cases (owner_unit, opened_at)
    where urgent or restricted or supervised or opinion_risk or duplicate or out_of_remit
      or needs_judgement`);
  await runner.query(`
    create index cases_call_back_idx on cases (owner_unit, contact_due_at)
    where contact_due_at is not null`);
  await runner.query(`create index case_co_handlers_unit_idx on case_co_handlers (unit, case_id)`);
}
