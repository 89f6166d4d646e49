import { Client } from 'pg';
import { admitToReader, READER_ROLE } from '../walls';
import { SUPERUSER } from './initialise';

/** Owns the tables; migrations connect as it. */
export const OWNER_ROLE = 'zhijian_owner';
/** Owns nothing; the process connects as it. */
export const APP_ROLE = 'zhijian_app';
export const DATABASE_NAME = 'zhijian';

/** A connection address for a server that listens on a unix socket. */
export function socketUrl(socketFolder: string, role: string, database: string): string {
  return `postgres://${role}@/${database}?host=${encodeURIComponent(socketFolder)}`;
}

/** Creates the embedded server's roles and its database, where they are missing. */
export async function ensureRolesAndDatabase(socketFolder: string): Promise<void> {
  const client = new Client({
    connectionString: socketUrl(socketFolder, SUPERUSER, SUPERUSER),
    connectionTimeoutMillis: 10_000,
  });
  await client.connect();
  try {
    await client.query(createRole(OWNER_ROLE));
    await client.query(createRole(APP_ROLE));
    await client.query(createRole(READER_ROLE, 'nologin'));
    const version = await client.query<{ version: number }>(
      "select current_setting('server_version_num')::int as version",
    );
    await client.query(admitToReader(version.rows[0]!.version, APP_ROLE));
    const found = await client.query('select 1 from pg_database where datname = $1', [
      DATABASE_NAME,
    ]);
    if (found.rowCount === 0) {
      await client.query(`create database ${DATABASE_NAME} owner ${OWNER_ROLE}`);
    }
  } finally {
    await client.end();
  }
}

/** The statement that makes a role without any right, unless it exists. */
export function createRole(role: string, login: 'login' | 'nologin' = 'login'): string {
  return `do $$ begin
    if not exists (select from pg_roles where rolname = '${role}') then
      create role ${role} ${login} nosuperuser nocreatedb nocreaterole noreplication nobypassrls;
    end if;
  end $$`;
}
