import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Tags put on lately, and notes that name somebody, without reading all that there are. */
export class Mentions1765800000002 implements MigrationInterface {
  name = 'Mentions1765800000002';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`create index case_tags_at_idx on case_tags (at)`);
    // By a function: row-level security would bar the index of mentions. Who asks joins what they may read.
    await runner.query(`
      create function find_mentions(staff text, most integer) returns table (case_id uuid, id uuid)
      language sql stable security definer
      begin atomic
        select n.case_id, n.id from case_notes n
        where n.mentions @> array[staff] and n.author <> staff
        order by n.at desc, n.id desc limit most;
      end`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop function find_mentions(text, integer)`);
    await runner.query(`drop index case_tags_at_idx`);
  }
}
