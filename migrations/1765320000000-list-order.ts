import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Rare things in the order of the list: a page of what few cases have (a bad rating, a flag) walks through
 * those cases alone, state by state, and does not fetch them to see how they were rated.
 */
export class ListOrder1765320000000 implements MigrationInterface {
  name = 'ListOrder1765320000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`drop index cases_rated_idx, cases_flagged_idx`);
    await runner.query(`
      create index cases_rated_idx on cases (owner_unit, state, opened_at, id, rating)
      where rating is not null`);
    await runner.query(`
      create index cases_flagged_idx on cases (owner_unit, state, opened_at, id, type, urgent,
        restricted, supervised, opinion_risk, duplicate, out_of_remit, needs_judgement)
      where ${FLAGGED}`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop index cases_rated_idx, cases_flagged_idx`);
    await runner.query(
      `create index cases_rated_idx on cases (owner_unit, rating, opened_at) where rating is not null`,
    );
    await runner.query(
      `create index cases_flagged_idx on cases (owner_unit, opened_at) where ${FLAGGED}`,
    );
  }
}

const FLAGGED = `urgent or restricted or supervised or opinion_risk or duplicate or out_of_remit
  or needs_judgement`;
