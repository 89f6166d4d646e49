import type { MigrationInterface, QueryRunner } from 'typeorm';

/** 转写: the words of a voice as a member of staff heard them; found by the search, gone with the file. */
export class Transcripts1765700000021 implements MigrationInterface {
  name = 'Transcripts1765700000021';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table media_transcripts (
        account text not null,
        message_id uuid not null,
        text text not null,
        written_by text not null,
        written_at timestamptz not null,
        constraint media_transcripts_pkey primary key (account, message_id),
        constraint media_transcripts_media_fkey foreign key (account, message_id)
          references media (account, message_id) on delete cascade
      )`);
    await runner.query(`
      create function follow_transcript() returns trigger language plpgsql as $$
      begin
        insert into case_search_queue (id, case_id)
        select gen_random_uuid(), m.case_id from messages m
        where m.account = new.account and m.id = new.message_id and m.case_id is not null;
        insert into live_events (xact, id, at, kind, case_id, ref)
        select pg_current_xact_id()::text::bigint, gen_random_uuid(), now(), 'media', m.case_id, m.id
        from messages m
        where m.account = new.account and m.id = new.message_id and m.case_id is not null;
        return null;
      end $$`);
    await runner.query(`
      create trigger media_transcripts_follow after insert or update on media_transcripts
      for each row execute function follow_transcript()`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop table media_transcripts`);
    await runner.query(`drop function follow_transcript()`);
  }
}
