import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What becomes of menus once they are applied: how often each button was tapped on each day, and how
 * the account's menus stood to its file when they were last looked at.
 */
export class MenuStatistics1764710000000 implements MigrationInterface {
  name = 'MenuStatistics1764710000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table menu_clicks (
        account text not null,
        day date not null,
        kind text not null,
        button text not null,
        clicks integer not null,
        constraint menu_clicks_pkey primary key (account, day, kind, button),
        constraint menu_clicks_kind_check check (
          kind in ('click', 'view', 'miniprogram', 'scan', 'photo', 'location')),
        constraint menu_clicks_button_check check (octet_length(button) <= 1024)
      )`);
    await runner.query(`
      create table menu_watches (
        account text not null,
        wanted_hash text not null,
        version integer not null,
        state text not null,
        state_since timestamptz not null,
        detail text,
        checked_at timestamptz not null,
        seen_at timestamptz,
        failures integer not null,
        retry_at timestamptz,
        constraint menu_watches_pkey primary key (account),
        constraint menu_watches_state_check check (
          state in ('same', 'to_apply', 'drifted', 'not_pulled', 'failed', 'unknown', 'by_hand'))
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop table menu_watches`);
    await runner.query(`drop table menu_clicks`);
  }
}
