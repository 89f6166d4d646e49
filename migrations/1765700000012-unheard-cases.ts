import type { MigrationInterface, QueryRunner } from 'typeorm';

/** 请电话告知: a person's answered cases, the oldest first, without reading all that they ever answered. */
export class UnheardCases1765700000012 implements MigrationInterface {
  name = 'UnheardCases1765700000012';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create index cases_unheard_idx on cases (handler, answered_at, id) where state = 'answered'`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop index cases_unheard_idx`);
  }
}
