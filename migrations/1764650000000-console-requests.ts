import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Writes of the console under their idempotency keys, so that a repeated one gets the first one's answer. */
export class ConsoleRequests1764650000000 implements MigrationInterface {
  name = 'ConsoleRequests1764650000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table console_requests (
        staff_id uuid not null,
        key text not null,
        request_hash bytea not null,
        response json,
        at timestamptz not null,
        constraint console_requests_pkey primary key (staff_id, key),
        constraint console_requests_key_check check (length(key) between 8 and 128)
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop table console_requests`);
  }
}
