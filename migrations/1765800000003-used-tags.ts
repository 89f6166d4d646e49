import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The tags that units put on lately, without holding each of thousands against the reader's scope. */
export class UsedTags1765800000003 implements MigrationInterface {
  name = 'UsedTags1765800000003';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create function list_used_tags(of_units text[], looked_at integer, most integer)
        returns table (tag text)
      language sql stable security definer
      begin atomic
        select t.tag
        from (select l.tag, l.case_id from case_tags l order by l.at desc limit looked_at) t
        join cases c on c.id = t.case_id
        where c.owner_unit = any (of_units) and not c.restricted
        group by t.tag order by count(*) desc, t.tag limit most;
      end`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop function list_used_tags(text[], integer, integer)`);
  }
}
