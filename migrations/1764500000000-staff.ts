import type { MigrationInterface, QueryRunner } from 'typeorm';

/** People: accounts, what they may do where, sign-in, sessions, deputies, and who may see numbers in full. */
export class Staff1764500000000 implements MigrationInterface {
  name = 'Staff1764500000000';

  async up(runner: QueryRunner): Promise<void> {
    await this.createPeople(runner);
    await this.createSignIn(runner);
    await runner.query(`
      create table staff_deputies (
        id uuid not null,
        principal_id uuid not null,
        deputy_id uuid not null,
        unit text not null,
        role text not null,
        from_date date not null,
        until_date date not null,
        reason text not null,
        created_by text not null,
        created_at timestamptz not null,
        revoked_at timestamptz,
        constraint staff_deputies_pkey primary key (id),
        constraint staff_deputies_principal_fkey foreign key (principal_id) references staff (id),
        constraint staff_deputies_deputy_fkey foreign key (deputy_id) references staff (id),
        constraint staff_deputies_role_check check (role in ('reviewer', 'signer')),
        constraint staff_deputies_dates_check check (from_date <= until_date),
        constraint staff_deputies_other_check check (principal_id <> deputy_id)
      )`);
    await runner.query(`
      create index staff_deputies_deputy_idx on staff_deputies (deputy_id, until_date)
      where revoked_at is null`);
    await runner.query(`
      create index staff_deputies_principal_idx on staff_deputies (principal_id, until_date)
      where revoked_at is null`);
    await runner.query(`
      create table personal_data_grants (
        staff_id text not null,
        message_id uuid not null,
        case_id uuid not null,
        reason text not null,
        given_at timestamptz not null,
        expires_at timestamptz not null,
        constraint personal_data_grants_pkey primary key (staff_id, message_id, given_at)
      )`);
  }

  private async createPeople(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table staff (
        id uuid not null,
        username text not null,
        name text not null,
        state text not null,
        contract_until date,
        password text not null,
        password_at timestamptz not null,
        password_temporary boolean not null,
        totp_secret bytea,
        totp_confirmed_at timestamptz,
        totp_last_step bigint,
        created_by text not null,
        created_at timestamptz not null,
        disabled_at timestamptz,
        last_sign_in_at timestamptz,
        constraint staff_pkey primary key (id),
        constraint staff_username_key unique (username),
        constraint staff_state_check check (state in ('active', 'disabled')),
        constraint staff_disabled_check check ((state = 'disabled') = (disabled_at is not null)),
        constraint staff_totp_check check (totp_confirmed_at is null or totp_secret is not null)
      )`);
    await runner.query(`
      create table staff_roles (
        staff_id uuid not null,
        unit text not null,
        role text not null,
        restricted boolean not null,
        given_by text not null,
        given_at timestamptz not null,
        constraint staff_roles_pkey primary key (staff_id, unit, role),
        constraint staff_roles_staff_fkey foreign key (staff_id) references staff (id),
        constraint staff_roles_role_check check (role in (
          'clerk', 'reviewer', 'signer', 'unit_admin', 'coordinator', 'inspector', 'system_admin')),
        constraint staff_roles_place_check check (
          role = 'inspector' or (role in ('coordinator', 'system_admin')) = (unit = 'district'))
      )`);
    await runner.query(`create index staff_roles_unit_idx on staff_roles (unit, role)`);
    await runner.query(`
      create unique index staff_roles_receiver_idx on staff_roles (unit)
      where unit = 'district' and restricted`);
    await runner.query(`
      create table staff_passwords (
        staff_id uuid not null,
        replaced_at timestamptz not null,
        password text not null,
        constraint staff_passwords_pkey primary key (staff_id, replaced_at),
        constraint staff_passwords_staff_fkey foreign key (staff_id) references staff (id)
      )`);
    await runner.query(`
      create table staff_recovery_codes (
        staff_id uuid not null,
        code text not null,
        made_at timestamptz not null,
        used_at timestamptz,
        constraint staff_recovery_codes_pkey primary key (staff_id, code),
        constraint staff_recovery_codes_staff_fkey foreign key (staff_id) references staff (id)
      )`);
  }

  private async createSignIn(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table staff_sessions (
        id uuid not null,
        token_hash bytea not null,
        staff_id uuid not null,
        started_at timestamptz not null,
        seen_at timestamptz not null,
        idle_seconds integer not null,
        expires_at timestamptz not null,
        ip text,
        device text,
        ended_at timestamptz,
        end_reason text,
        constraint staff_sessions_pkey primary key (id),
        constraint staff_sessions_token_key unique (token_hash),
        constraint staff_sessions_staff_fkey foreign key (staff_id) references staff (id),
        constraint staff_sessions_end_check check ((ended_at is null) = (end_reason is null)),
        constraint staff_sessions_end_reason_check check (
          end_reason in ('signed_out', 'signed_out_elsewhere', 'kicked', 'password', 'disabled'))
      )`);
    await runner.query(`
      create index staff_sessions_staff_idx on staff_sessions (staff_id, started_at)
      where ended_at is null`);
    await runner.query(`create index staff_sessions_expiry_idx on staff_sessions (expires_at)`);
    await runner.query(`
      create table staff_sign_in_tries (
        subject text not null,
        tries integer not null,
        locks integer not null,
        locked_until timestamptz,
        tried_at timestamptz not null,
        constraint staff_sign_in_tries_pkey primary key (subject)
      )`);
    await runner.query(
      `create index staff_sign_in_tries_tried_idx on staff_sign_in_tries (tried_at)`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop table personal_data_grants, staff_deputies, staff_sign_in_tries, staff_sessions,
        staff_recovery_codes, staff_passwords, staff_roles, staff`);
  }
}
