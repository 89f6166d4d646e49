import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The record of who did what, its chain, and citizens' own keys. The process may add to the record and
 * read it; the one way to take something away is a function of the owner's, which keeps the legal time
 * by the database's own clock and leaves a checkpoint.
 */
export class Audit1764510000000 implements MigrationInterface {
  name = 'Audit1764510000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table audit_entries (
        id uuid not null,
        xact bigint not null,
        at timestamptz not null,
        actor_kind text not null,
        actor_id text,
        actor_name text,
        unit text,
        restricted boolean not null,
        action text not null,
        outcome text not null,
        subject_kind text,
        subject_id text,
        ip text,
        reason text,
        before jsonb,
        after jsonb,
        citizen_account text,
        citizen_id uuid,
        personal bytea,
        constraint audit_entries_pkey primary key (id),
        constraint audit_entries_actor_kind_check check (
          actor_kind in ('staff', 'operator', 'system', 'citizen')),
        constraint audit_entries_outcome_check check (outcome in ('done', 'refused')),
        constraint audit_entries_citizen_check check (
          (citizen_account is null) = (citizen_id is null)),
        constraint audit_entries_personal_check check (personal is null or citizen_id is not null)
      )`);
    await runner.query(`create index audit_entries_xact_idx on audit_entries (xact, id)`);
    await runner.query(`create index audit_entries_unit_idx on audit_entries (unit, id)`);
    await runner.query(`
      create index audit_entries_actor_idx on audit_entries (actor_id, id)
      where actor_id is not null`);
    await runner.query(`
      create index audit_entries_subject_idx on audit_entries (subject_kind, subject_id, id)
      where subject_id is not null`);
    await runner.query(`
      create table audit_seals (
        seq bigint not null,
        entry_id uuid not null,
        method text not null,
        hash bytea not null,
        sealed_at timestamptz not null,
        constraint audit_seals_pkey primary key (seq),
        constraint audit_seals_entry_key unique (entry_id)
      )`);
    await runner.query(`
      create table audit_checkpoints (
        seq bigint not null,
        hash bytea not null,
        entries integer not null,
        first_at timestamptz not null,
        last_at timestamptz not null,
        pruned_at timestamptz not null,
        constraint audit_checkpoints_pkey primary key (seq)
      )`);
    await runner.query(`
      create table data_keys (
        account text not null,
        citizen_id uuid not null,
        sealed_key bytea,
        created_at timestamptz not null,
        destroyed_at timestamptz,
        constraint data_keys_pkey primary key (account, citizen_id),
        constraint data_keys_destroyed_check check ((sealed_key is null) = (destroyed_at is not null))
      )`);
    await this.createPruning(runner);
  }

  /** From the first link on, up to the first entry that must stay or is missing. */
  private async createPruning(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create function prune_audit(older_than timestamptz, most integer) returns integer
      language plpgsql security definer set search_path = public, pg_temp as $$
      declare
        first_seq bigint;
        last_seq bigint;
        gone integer;
      begin
        if older_than > now() - interval '180 days' then
          raise exception 'audit entries are kept for at least 180 days' using errcode = '42501';
        end if;
        perform pg_advisory_xact_lock(4736201946);
        select min(s.seq) into first_seq from audit_seals s;
        select s.seq - 1 into last_seq
        from audit_seals s left join audit_entries e on e.id = s.entry_id
        where e.at is null or e.at >= older_than order by s.seq limit 1;
        last_seq := least(
          coalesce(last_seq, (select max(s.seq) from audit_seals s)), first_seq + most - 1);
        if last_seq is null or last_seq < first_seq then
          return 0;
        end if;
        insert into audit_checkpoints (seq, hash, entries, first_at, last_at, pruned_at)
        select last_seq, (select s.hash from audit_seals s where s.seq = last_seq),
          count(*), min(e.at), max(e.at), now()
        from audit_seals s join audit_entries e on e.id = s.entry_id where s.seq <= last_seq;
        delete from audit_entries e using audit_seals s
        where s.entry_id = e.id and s.seq <= last_seq;
        delete from audit_seals s where s.seq <= last_seq;
        get diagnostics gone = row_count;
        return gone;
      end $$`);
    await runner.query(`revoke all on function prune_audit(timestamptz, integer) from public`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop function prune_audit(timestamptz, integer)`);
    await runner.query(`drop table data_keys, audit_checkpoints, audit_seals, audit_entries`);
  }
}
