import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Menus as versions: numbered for each account, with how each came about, so that a unit can be shown
 * what it had and go back to it. `compiled` holds conditional menus too.
 */
export class Menus1764700000000 implements MigrationInterface {
  name = 'Menus1764700000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table menu_applications
        add column version integer,
        add column kind text not null default 'apply',
        add column rolled_back_to integer,
        add column finished_at timestamptz,
        drop constraint menu_applications_state_check,
        add constraint menu_applications_state_check check (
          state in ('intended', 'applied', 'partial', 'failed', 'unclear')),
        add constraint menu_applications_kind_check check (kind in ('apply', 'rollback', 'pull'))`);
    await runner.query(`
      update menu_applications m set
        version = numbered.version,
        finished_at = case when m.state = 'intended' then null else m.applied_at end,
        compiled = m.compiled || '{"conditional": []}'
      from (
        select account, id, row_number() over (partition by account order by applied_at, id) as version
        from menu_applications
      ) numbered
      where numbered.account = m.account and numbered.id = m.id`);
    await runner.query(`
      alter table menu_applications
        alter column version set not null,
        alter column kind drop default`);
    await runner.query(`
      create unique index menu_applications_version_idx on menu_applications (account, version)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`delete from menu_applications where kind = 'pull'`);
    await runner.query(`
      update menu_applications set state = 'failed' where state in ('partial', 'unclear')`);
    await runner.query(`update menu_applications set compiled = compiled - 'conditional'`);
    await runner.query(`drop index menu_applications_version_idx`);
    await runner.query(`
      alter table menu_applications
        drop constraint menu_applications_kind_check,
        drop constraint menu_applications_state_check,
        add constraint menu_applications_state_check check (state in ('intended', 'applied', 'failed')),
        drop column version,
        drop column kind,
        drop column rolled_back_to,
        drop column finished_at`);
  }
}
