import type { MigrationInterface, QueryRunner } from 'typeorm';

/** How alike the words of cases are; a function of the owner's, because words are closed to who reads for staff. */
export class SimilarCases1765510000000 implements MigrationInterface {
  name = 'SimilarCases1765510000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create function compare_words(wanted uuid, others uuid[])
      returns table (case_id uuid, likeness double precision)
      language sql stable security definer rows 100
      begin atomic
        with own as (
          select g.gram from case_search s cross join unnest(s.grams) as g(gram)
          where s.case_id = wanted and position(':' in g.gram) = 0),
        counted as (
          select s.case_id, count(*) as grams, count(o.gram) as shared
          from case_search s cross join unnest(s.grams) as g(gram)
          left join own o on o.gram = g.gram
          where s.case_id = any (others) and position(':' in g.gram) = 0
          group by s.case_id)
        select c.case_id, 2.0 * c.shared / (c.grams + (select count(*) from own))
        from counted c
        where (select scope_units('zhijian.units')) is null
          or (reads_case(wanted) and reads_case(c.case_id));
      end`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop function compare_words(uuid, uuid[])`);
  }
}
