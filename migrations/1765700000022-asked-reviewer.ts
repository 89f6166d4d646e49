import type { MigrationInterface, QueryRunner } from 'typeorm';

/** 下一步审核人: whom the clerk asks to look at a text first. */
export class AskedReviewer1765700000022 implements MigrationInterface {
  name = 'AskedReviewer1765700000022';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`alter table approvals add column asked text`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`alter table approvals drop column asked`);
  }
}
