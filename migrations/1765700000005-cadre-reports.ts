import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Reports against cadres are few among all messages, and their one reader pages through them. */
export class CadreReports1765700000005 implements MigrationInterface {
  readonly name = 'CadreReports1765700000005';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `create index messages_cadre_report_idx on messages (id) where responder = 'handover'`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop index messages_cadre_report_idx`);
  }
}
