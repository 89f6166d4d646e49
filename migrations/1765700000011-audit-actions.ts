import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The record of one action, newest first: a rare one would be looked for through years of others. */
export class AuditActions1765700000011 implements MigrationInterface {
  name = 'AuditActions1765700000011';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`create index audit_entries_action_idx on audit_entries (action, id)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop index audit_entries_action_idx`);
  }
}
