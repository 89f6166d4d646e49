import { Client, escapeIdentifier } from 'pg';
import type { Logger } from 'pino';
import { createDataSource } from './data-source';
import { migrations } from './migrations';
import { callableFunctions, privileges } from './privileges';
import { raiseWalls } from './raise-walls';

/** Any fixed number: processes that migrate one database wait for each other on it. */
const LOCK_KEY = 4_736_201_945;
const LOCK_WAIT_MS = 120_000;

/** Who migrates, and for whom. */
export interface MigrationSettings {
  /** The owner's connection. */
  ownerUrl: string;
  /** The connection of the process; it may be the owner's own. */
  appUrl: string;
  logger: Logger;
}

/** Runs what is pending, then grants the process its rights and puts up the walls, one process at a time. */
export async function migrate(settings: MigrationSettings): Promise<void> {
  const appRole = await withClient(settings.appUrl, findRole);
  await withLock(settings.ownerUrl, async (client) => {
    if ((await countPending(client)) > 0) await runPending(settings);
    if (appRole === (await findRole(client))) return;
    const tables = await listTables(client);
    await grantPrivileges(client, appRole, tables);
    await raiseWalls(client, appRole, tables, settings.logger);
  });
}

/** Whether the database lacks a migration that this version has. */
export async function isMigrationPending(ownerUrl: string): Promise<boolean> {
  return withClient(ownerUrl, async (client) => (await countPending(client)) > 0);
}

async function runPending({ ownerUrl, logger }: MigrationSettings): Promise<void> {
  const dataSource = createDataSource({ url: ownerUrl, entities: [], logger, poolSize: 1 });
  await dataSource.initialize();
  try {
    const done = await dataSource.runMigrations({ transaction: 'each' });
    logger.info({ migrations: done.map(({ name }) => name) }, '数据库表结构已更新');
  } finally {
    await dataSource.destroy();
  }
}

async function countPending(client: Client): Promise<number> {
  const table = await client.query("select to_regclass('migrations') is not null as found");
  if (!(table.rows[0] as { found: boolean }).found) return migrations.length;
  const { rows } = await client.query<{ name: string }>('select name from migrations');
  const done = new Set(rows.map(({ name }) => name));
  return migrations.filter(({ name }) => !done.has(name)).length;
}

async function findRole(client: Client): Promise<string> {
  const { rows } = await client.query<{ role: string }>('select current_user as role');
  return rows[0]!.role;
}

async function listTables(client: Client): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>(
    "select tablename as name from pg_tables where schemaname = 'public' and tableowner = current_user",
  );
  return rows.map(({ name }) => name);
}

/** All rights anew in one transaction, so that a right that the list no longer has is gone. */
async function grantPrivileges(
  client: Client,
  appRole: string,
  tables: readonly string[],
): Promise<void> {
  const role = escapeIdentifier(appRole);
  const statements = tables.flatMap((name) => {
    const table = escapeIdentifier(name);
    const rights = privileges[name];
    const revoke = `revoke all on ${table} from ${role};`;
    return rights ? [revoke, `grant ${rights.join(', ')} on ${table} to ${role};`] : [revoke];
  });
  statements.push(
    ...callableFunctions.map((name) => `grant execute on function ${name} to ${role};`),
  );
  await client.query(['begin;', ...statements, 'commit'].join('\n'));
}

async function withLock<T>(url: string, work: (client: Client) => Promise<T>): Promise<T> {
  return withClient(url, async (client) => {
    await client.query(`set lock_timeout = ${LOCK_WAIT_MS}`);
    await client.query('select pg_advisory_lock($1)', [LOCK_KEY]);
    await client.query('reset lock_timeout');
    return work(client);
  });
}

async function withClient<T>(url: string, work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
