import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { Client } from 'pg';
import { pino } from 'pino';
import type { Binaries } from '../../src/database/embedded/binaries';
import { openEmbeddedServer } from '../../src/database/embedded/embedded-server';
import { findHome } from '../../src/database/embedded/home';
import { clearLeftovers } from '../../src/database/embedded/leftovers';
import { findProcess } from '../../src/database/embedded/processes';
import {
  APP_ROLE,
  createRole,
  DATABASE_NAME,
  OWNER_ROLE,
  socketUrl,
} from '../../src/database/embedded/roles';
import { migrate } from '../../src/database/migrate';

/*
 * One PostgreSQL server for a whole run of jest, started by the first test file that asks for a
 * database, so that runs of pure tests pay nothing. Which one:
 *   (nothing)                     the embedded 18, as the product uses it
 *   ZHIJIAN_TEST_POSTGRES=system  a temporary cluster from the machine's own programs
 *                                 (Debian: /usr/lib/postgresql/15/bin)
 *   TEST_DATABASE_URL=postgres:// a server that runs already; the role needs CREATEDB and CREATEROLE
 */

const RUN_PREFIX = 'zhijian-test-';
const RUN_FOLDER = 'ZHIJIAN_TEST_RUN_FOLDER';
const MEMORY = '/dev/shm';
const MEMORY_NEEDED_BYTES = 2 * 1024 ** 3;
const START_TIMEOUT_MS = 60_000;
const APP_PASSWORD = 'only-for-tests';
const silent = pino({ level: 'silent' });

/** Addresses on the run's server, each with `{database}` where the database's name goes. */
export interface TestServer {
  admin: string;
  owner: string;
  app: string;
  adminDatabase: string;
  /** Whom a database must belong to, so that migrations may run in it. */
  ownerRole: string;
  /** The migrated database that others are cloned from; its name begins each clone's name. */
  template: string;
}

/** Makes the run's folder; the server comes later, if at all. */
export async function prepareRun(): Promise<void> {
  await sweepKilledRuns();
  process.env[RUN_FOLDER] = fs.mkdtempSync(
    path.join(placeOfRuns(), `${RUN_PREFIX}${process.pid}-`),
  );
}

/** The run's server; the first caller starts it, others wait for it. */
export async function getTestServer(): Promise<TestServer> {
  const folder = runFolder();
  const ready = path.join(folder, 'server.json');
  if (!fs.existsSync(ready) && becomeStarter(folder)) {
    const server = process.env.TEST_DATABASE_URL
      ? await useServer(process.env.TEST_DATABASE_URL)
      : await startServer(folder);
    await migrateTemplate(server);
    fs.writeFileSync(`${ready}.new`, JSON.stringify(server));
    fs.renameSync(`${ready}.new`, ready);
  }
  for (let waitedMs = 0; !fs.existsSync(ready); waitedMs += 20) {
    if (waitedMs > START_TIMEOUT_MS) {
      throw new Error('The test database did not start; see the first failure.');
    }
    await delay(20);
  }
  return JSON.parse(fs.readFileSync(ready, 'utf8')) as TestServer;
}

/** Stops what the run started and removes its folder. */
export async function endRun(): Promise<void> {
  const folder = runFolder();
  const ready = path.join(folder, 'server.json');
  if (process.env.TEST_DATABASE_URL && fs.existsSync(ready)) {
    await dropRunDatabases(JSON.parse(fs.readFileSync(ready, 'utf8')) as TestServer);
  }
  await removeRun(folder);
}

/** An address with the database's name filled in. */
export function urlOf(pattern: string, database: string): string {
  return pattern.replace('{database}', database);
}

/** Runs statements as the server's administrator. */
export async function administer(server: TestServer, ...statements: string[]): Promise<void> {
  const client = new Client({ connectionString: urlOf(server.admin, server.adminDatabase) });
  await client.connect();
  try {
    for (const statement of statements) await client.query(statement);
  } finally {
    await client.end();
  }
}

function runFolder(): string {
  const folder = process.env[RUN_FOLDER];
  if (!folder) throw new Error('No test run: jest.config.js must name global-setup.ts');
  return folder;
}

function becomeStarter(folder: string): boolean {
  try {
    fs.mkdirSync(path.join(folder, 'starting'));
    return true;
  } catch {
    return false;
  }
}

async function startServer(folder: string): Promise<TestServer> {
  const binaries =
    process.env.ZHIJIAN_TEST_POSTGRES === 'system' ? findSystemBinaries() : undefined;
  const { socketFolder } = await openEmbeddedServer({
    dataDir: path.join(folder, 'data'),
    kind: 'serve',
    logger: silent,
    settings: { fsync: 'off', full_page_writes: 'off', max_connections: '200' },
    ...(binaries ? { binaries } : {}),
  });
  return {
    admin: socketUrl(socketFolder, 'postgres', '{database}'),
    owner: socketUrl(socketFolder, OWNER_ROLE, '{database}'),
    app: socketUrl(socketFolder, APP_ROLE, '{database}'),
    adminDatabase: 'postgres',
    ownerRole: OWNER_ROLE,
    template: DATABASE_NAME,
  };
}

function findSystemBinaries(): Binaries {
  const parent = '/usr/lib/postgresql';
  const majors = fs.existsSync(parent) ? fs.readdirSync(parent).map(Number) : [];
  const major = Math.max(...majors.filter((version) => version >= 14));
  if (!Number.isFinite(major)) throw new Error(`No PostgreSQL 14 or newer in ${parent}`);
  return { folder: `${parent}/${major}/bin`, major };
}

async function useServer(url: string): Promise<TestServer> {
  const { pathname, username, host, search } = new URL(url);
  const admin = url.replace(`${host}${pathname}`, `${host}/{database}`);
  const app = `postgres://${APP_ROLE}:${APP_PASSWORD}@${host}/{database}${search}`;
  const adminDatabase = pathname.slice(1) || username;
  const template = `zhijian_test_${randomBytes(4).toString('hex')}`;
  const server: TestServer = {
    admin,
    owner: admin,
    app,
    adminDatabase,
    ownerRole: decodeURIComponent(username),
    template,
  };
  await administer(
    server,
    createRole(APP_ROLE),
    `alter role ${APP_ROLE} password '${APP_PASSWORD}'`,
    `create database ${template}`,
  );
  return server;
}

async function migrateTemplate(server: TestServer): Promise<void> {
  await migrate({
    ownerUrl: urlOf(server.owner, server.template),
    appUrl: urlOf(server.app, server.template),
    logger: silent,
  });
}

async function dropRunDatabases(server: TestServer): Promise<void> {
  const client = new Client({ connectionString: urlOf(server.admin, server.adminDatabase) });
  await client.connect();
  const { rows } = await client.query<{ name: string }>(
    'select datname as name from pg_database where starts_with(datname, $1)',
    [server.template],
  );
  await client.end();
  await administer(server, ...rows.map(({ name }) => `drop database ${name} with (force)`));
}

/** In memory where there is room: a clone is 300 new files, which some disks take 0.3 s for. */
function placeOfRuns(): string {
  if (!fs.existsSync(MEMORY)) return os.tmpdir();
  const { bavail, bsize } = fs.statfsSync(MEMORY);
  return bavail * bsize > MEMORY_NEEDED_BYTES ? MEMORY : os.tmpdir();
}

/** Runs of ours that were killed left a folder, and perhaps a server. */
async function sweepKilledRuns(): Promise<void> {
  for (const place of [os.tmpdir(), MEMORY].filter((folder) => fs.existsSync(folder))) {
    for (const name of fs.readdirSync(place)) {
      const pid = new RegExp(`^${RUN_PREFIX}(\\d+)-`).exec(name)?.[1];
      if (pid && !findProcess(Number(pid))) await removeIfOurs(path.join(place, name));
    }
  }
}

async function removeIfOurs(folder: string): Promise<void> {
  const owner = fs.statSync(folder, { throwIfNoEntry: false })?.uid;
  if (owner === process.getuid?.()) await removeRun(folder);
}

async function removeRun(folder: string): Promise<void> {
  const home = findHome(path.join(folder, 'data'));
  if (home) await clearLeftovers(home, silent);
  fs.rmSync(folder, { recursive: true, force: true });
}
