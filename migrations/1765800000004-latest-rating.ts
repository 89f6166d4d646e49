import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The rating that a citizen gave last, whatever became of the case since. A bad rating opens the next round
 * in the same moment, and `rating`, which is of this round, is empty again: a list of bad ratings that asks
 * it would never hold the cases that it is looked at for.
 */
export class LatestRating1765800000004 implements MigrationInterface {
  name = 'LatestRating1765800000004';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table cases
        add column latest_rating smallint,
        add constraint cases_latest_rating_check check (latest_rating between 1 and 5)`);
    await runner.query(`
      update cases c set latest_rating = r.rating
      from (select distinct on (case_id) case_id, rating from case_ratings
            order by case_id, round desc) r
      where r.case_id = c.id`);
    await replaceIndex(runner, 'latest_rating');
  }

  async down(runner: QueryRunner): Promise<void> {
    await replaceIndex(runner, 'rating');
    await runner.query(`alter table cases drop column latest_rating`);
  }
}

async function replaceIndex(runner: QueryRunner, column: string): Promise<void> {
  await runner.query(`drop index cases_rated_idx`);
  await runner.query(`
    create index cases_rated_idx on cases (owner_unit, state, opened_at, id, ${column})
    where ${column} is not null`);
}
