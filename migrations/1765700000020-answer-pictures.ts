import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Pictures go with an answer: chosen in its draft, frozen with its text before the gates, kept with what was signed. */
export class AnswerPictures1765700000020 implements MigrationInterface {
  name = 'AnswerPictures1765700000020';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`alter table case_drafts add column pictures uuid[] not null default '{}'`);
    await runner.query(`alter table approvals add column pictures text[] not null default '{}'`);
    await runner.query(`alter table case_answers add column pictures text[] not null default '{}'`);
    await runner.query(`
      update case_answers a set pictures = p.names
      from (
        select o.case_id, o.created_at,
          array_agg(p.body ->> 'sha256' order by p.part) as names
        from outbox o join outbox_parts p on p.account = o.account and p.outbox_id = o.id
        where o.kind = 'answer' and p.body ->> 'kind' = 'picture'
        group by o.case_id, o.created_at) p
      where p.case_id = a.case_id and p.created_at = a.signed_at`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`alter table case_answers drop column pictures`);
    await runner.query(`alter table approvals drop column pictures`);
    await runner.query(`alter table case_drafts drop column pictures`);
  }
}
