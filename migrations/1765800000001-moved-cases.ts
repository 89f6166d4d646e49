import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Cases that came in elsewhere, and those that did not come from the chat: few of all, found without the others. */
export class MovedCases1765800000001 implements MigrationInterface {
  name = 'MovedCases1765800000001';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `create index cases_moved_idx on cases (owner_unit, state, opened_at, id)
       where owner_unit <> account`,
    );
    await runner.query(
      `create index cases_source_idx on cases (source, owner_unit, state, opened_at, id)
       where source <> 'wechat'`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop index cases_moved_idx, cases_source_idx`);
  }
}
