import type { MigrationInterface, QueryRunner } from 'typeorm';

/** An answer may carry pictures: they are parts of it, after its one or two texts. */
export class DeliveryPictures1764800000000 implements MigrationInterface {
  name = 'DeliveryPictures1764800000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table outbox_parts
        drop constraint outbox_parts_part_check,
        add constraint outbox_parts_part_check check (part between 1 and 4)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table outbox_parts
        drop constraint outbox_parts_part_check,
        add constraint outbox_parts_part_check check (part in (1, 2))`);
  }
}
