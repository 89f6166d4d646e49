import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Open pages are told when a citizen's picture, voice or video has arrived after its message, or will
 * not arrive any more, and when staff put files to a case.
 */
export class LiveFiles1765700000010 implements MigrationInterface {
  name = 'LiveFiles1765700000010';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create function tell_media() returns trigger language plpgsql as $$
      begin
        insert into live_events (xact, id, at, kind, case_id, ref)
        select pg_current_xact_id()::text::bigint, gen_random_uuid(), now(), 'media', m.case_id, m.id
        from messages m
        where m.id = new.message_id and m.account = new.account and m.case_id is not null;
        return null;
      end $$`);
    await runner.query(`
      create trigger media_tell after update on media for each row
      when (new.state in ('kept', 'failed', 'expired')
        and (new.state, new.playable) is distinct from (old.state, old.playable))
      execute function tell_media()`);
    await runner.query(`
      create trigger attachments_tell after insert on attachments
      referencing new table as new_rows for each statement
      execute function tell_case_entries('attachment')`);
    await runner.query(`
      create trigger attachments_tell_removed after delete on attachments
      referencing old table as changed_rows for each statement
      execute function tell_case_marks('attachment')`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop trigger attachments_tell_removed on attachments`);
    await runner.query(`drop trigger attachments_tell on attachments`);
    await runner.query(`drop trigger media_tell on media`);
    await runner.query(`drop function tell_media()`);
  }
}
