import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Pictures, voices and videos, and what erasure needs. A message has at most one medium, so its key
 * is the message's. Files lie outside the database, named by their content.
 */
export class Media1764200000000 implements MigrationInterface {
  name = 'Media1764200000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table media (
        account text not null,
        message_id uuid not null,
        kind text not null,
        format text,
        media_id text not null,
        received_at timestamptz not null,
        state text not null,
        reason text,
        code integer,
        attempts smallint not null,
        next_at timestamptz not null,
        lease_until timestamptz,
        alarmed_at timestamptz,
        kept_at timestamptz,
        sha256 text,
        bytes integer,
        content_type text,
        playable text,
        playable_sha256 text,
        playable_bytes integer,
        constraint media_pkey primary key (account, message_id),
        constraint media_kind_check check (kind in ('image', 'voice', 'video')),
        constraint media_state_check check (
          state in ('waiting', 'fetching', 'kept', 'failed', 'expired')),
        constraint media_lease_check check (state <> 'fetching' or lease_until is not null),
        constraint media_kept_check check (
          (state = 'kept') = (sha256 is not null and bytes is not null and content_type is not null
            and kept_at is not null and playable is not null)),
        constraint media_playable_check check (
          playable in ('not_needed', 'waiting', 'made', 'failed')),
        constraint media_playable_file_check check (
          (playable is not distinct from 'made')
            = (playable_sha256 is not null and playable_bytes is not null))
      ) with (fillfactor = 80)`);
    await runner.query(`create index media_due_idx on media (next_at) where state = 'waiting'`);
    await runner.query(
      `create index media_conversion_idx on media (next_at) where playable = 'waiting'`,
    );
    await runner.query(
      `create index media_lease_idx on media (lease_until) where lease_until is not null`,
    );
    await runner.query(
      `create index media_unfetched_idx on media (received_at) where state in ('waiting', 'fetching')`,
    );
    await runner.query(`create index media_file_idx on media (sha256) where sha256 is not null`);
    await runner.query(
      `create index media_playable_idx on media (playable_sha256) where playable_sha256 is not null`,
    );

    await runner.query(`
      create table media_uploads (
        account text not null,
        sha256 text not null,
        kind text not null,
        content_type text not null,
        bytes integer not null,
        kept_at timestamptz not null,
        media_id text,
        uploaded_at timestamptz,
        constraint media_uploads_pkey primary key (account, sha256),
        constraint media_uploads_kind_check check (kind in ('image', 'voice', 'video')),
        constraint media_uploads_uploaded_check check (
          (media_id is null) = (uploaded_at is null))
      )`);
    await runner.query(`create index media_uploads_file_idx on media_uploads (sha256)`);

    await runner.query(`
      alter table citizens
        add column revoked_at timestamptz,
        add column erased_at timestamptz,
        add column originals_kept boolean not null default false,
        add constraint citizens_erased_check check (erased_at is null or openid is null)`);
    await runner.query(
      `create index citizens_unfollowed_idx on citizens (unfollowed_at)
       where unfollowed_at is not null and openid is not null`,
    );
    await runner.query(
      `create index citizens_revoked_idx on citizens (revoked_at)
       where revoked_at is not null and openid is not null`,
    );
    await runner.query(
      `create index citizens_originals_idx on citizens (account, id) where originals_kept`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(
      `drop index citizens_originals_idx, citizens_revoked_idx, citizens_unfollowed_idx`,
    );
    await runner.query(`
      alter table citizens
        drop constraint citizens_erased_check,
        drop column originals_kept, drop column erased_at, drop column revoked_at`);
    await runner.query(`drop table media_uploads, media`);
  }
}
