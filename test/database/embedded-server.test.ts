import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { pino } from 'pino';
import type { OpenedDatabase } from '../../src/database/open-database';
import { openDatabase } from '../../src/database/open-database';
import { listServerProcesses } from '../../src/database/embedded/processes';
import { postmasterOf } from '../support/serving-child';

let seed: string;
const folders: string[] = [];
const opened: OpenedDatabase[] = [];

const makeFolder = (): string => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'zhijian-launcher-'));
  folders.push(folder);
  return folder;
};
/** A data folder that an earlier run has left, stopped: quicker than a first start. */
const makeDataFolder = (): string => {
  const folder = makeFolder();
  fs.cpSync(seed, folder, { recursive: true });
  return folder;
};
const open = async (
  dataDir: string,
  mode: 'serve' | 'attach' = 'serve',
): Promise<OpenedDatabase> => {
  const database = await openDatabase({
    databaseUrl: null,
    migrationDatabaseUrl: null,
    dataDir,
    mode,
    logger: pino({ level: 'silent' }),
  });
  opened.push(database);
  return database;
};
const addClick = (database: OpenedDatabase, item: string): Promise<unknown> =>
  database.database.query("insert into link_clicks values ('renshe', $1, '2026-11-23', 1)", [item]);
const listClicks = (database: OpenedDatabase): Promise<unknown> =>
  database.database.query('select item, day from link_clicks order by item');
const modeOf = (file: string): string => (fs.statSync(file).mode & 0o7777).toString(8);

beforeAll(async () => {
  seed = fs.mkdtempSync(path.join(os.tmpdir(), 'zhijian-launcher-'));
  await (await open(seed)).close();
});
afterAll(() => fs.rmSync(seed, { recursive: true }));
afterEach(async () => {
  for (const database of opened.splice(0).reverse()) await database.close();
  for (const folder of folders.splice(0)) fs.rmSync(folder, { recursive: true, force: true });
});

it('makes a closed database on the first start and finds its rows on the next', async () => {
  const dataDir = path.join(makeFolder(), 'new', 'data');
  const first = await open(dataDir);
  expect(first).toMatchObject({ embedded: true, secondWall: true });
  await addClick(first, 'card');
  const home = path.join(dataDir, 'postgres');
  expect([dataDir, home, path.join(home, 'data'), path.join(home, 'socket')].map(modeOf)).toEqual(
    Array(4).fill('700'),
  );
  const [network] = await first.database.query(
    "select current_setting('listen_addresses') as addresses, inet_server_addr() as address, current_setting('fsync') as fsync, current_setting('TimeZone') as zone, version() like 'PostgreSQL 18.%' as is18",
  );
  expect(network).toEqual({ addresses: '', address: null, fsync: 'on', zone: 'UTC', is18: true });
  await first.close();
  expect(listServerProcesses(path.join(home, 'data'), 0)).toEqual([]);

  const second = await open(dataDir);
  expect(await listClicks(second)).toEqual([{ item: 'card', day: '2026-11-23' }]);
});

it('refuses a second start beside a running one, in a sentence, and leaves the first alone', async () => {
  const dataDir = makeDataFolder();
  const first = await open(dataDir);
  await expect(open(dataDir)).rejects.toMatchObject({
    code: 'conflict',
    message: expect.stringContaining('已经有一个 npm start 在使用数据文件夹') as string,
  });
  await addClick(first, 'card');
  await first.close();
  await expect(open(dataDir)).resolves.toMatchObject({ embedded: true });
});

it('lets a command join a running server, which goes on when the command is done', async () => {
  const dataDir = makeDataFolder();
  const serving = await open(dataDir);
  const command = await open(dataDir, 'attach');
  await addClick(command, 'card');
  await command.close();
  expect(await listClicks(serving)).toHaveLength(1);
});

it('starts a server for a command where none runs, and stops it afterwards', async () => {
  const dataDir = makeDataFolder();
  const command = await open(dataDir, 'attach');
  await addClick(command, 'card');
  await expect(open(dataDir)).rejects.toThrow('有一条 zhijian 命令正在使用数据文件夹');
  await command.close();
  expect(listServerProcesses(path.join(dataDir, 'postgres', 'data'), 0)).toEqual([]);
});

it("lets a second command finish before the first one's server stops", async () => {
  const dataDir = makeDataFolder();
  const first = await open(dataDir, 'attach');
  const second = await open(dataDir, 'attach');
  const closing = first.close();
  await addClick(second, 'card');
  await second.close();
  await closing;
  expect(listServerProcesses(path.join(dataDir, 'postgres', 'data'), 0)).toEqual([]);
});

it('opens once for two starts at the same moment', async () => {
  const dataDir = makeDataFolder();
  const results = await Promise.allSettled([open(dataDir), open(dataDir), open(dataDir)]);
  expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
});

it('keeps its socket in a closed temporary folder when the path is too long for one', async () => {
  const dataDir = path.join(makeFolder(), '很长的文件夹名字'.repeat(4));
  fs.cpSync(seed, dataDir, { recursive: true });
  const database = await open(dataDir);
  const lock = path.join(dataDir, 'postgres', 'data', 'postmaster.pid');
  const folder = fs.readFileSync(lock, 'utf8').split('\n')[4]!;
  expect(folder.startsWith(path.join(os.tmpdir(), 'zhijian-socket-'))).toBe(true);
  expect(modeOf(folder)).toBe('700');
  await expect(open(dataDir, 'attach')).resolves.toMatchObject({ embedded: true });
  await opened.pop()!.close();
  await database.close();
  expect(fs.existsSync(folder)).toBe(false);
});

it('works in a folder whose name has commas, quotes and spaces', async () => {
  const dataDir = path.join(makeFolder(), `a, "b" 'c' %d`);
  const database = await open(dataDir);
  await addClick(database, 'card');
  expect(await listClicks(database)).toHaveLength(1);
});

it('begins anew where a first start was killed half way', async () => {
  const dataDir = makeFolder();
  fs.mkdirSync(path.join(dataDir, 'postgres', 'data.new', 'base'), { recursive: true });
  fs.writeFileSync(path.join(dataDir, 'postgres', 'data.new', 'PG_VERSION'), '18\n');
  await expect(open(dataDir)).resolves.toMatchObject({ embedded: true });
});

it('refuses data of another major version with what to do', async () => {
  const dataDir = makeFolder();
  const data = path.join(dataDir, 'postgres', 'data');
  fs.mkdirSync(data, { recursive: true });
  fs.writeFileSync(path.join(data, 'PG_VERSION'), '16\n');
  await expect(open(dataDir)).rejects.toMatchObject({
    code: 'bad_configuration',
    message: expect.stringMatching(
      /PostgreSQL 16 的数据，本程序自带的是 PostgreSQL 18.*DATABASE_URL/,
    ) as string,
  });
  fs.writeFileSync(path.join(data, 'PG_VERSION'), '18\n');
  await expect(open(dataDir)).rejects.toMatchObject({ code: 'bad_configuration' });
  expect(fs.existsSync(path.join(dataDir, 'postgres-owner.json'))).toBe(false);
});

it('says that the data folder is a file', async () => {
  const file = path.join(makeFolder(), 'file');
  fs.writeFileSync(file, '');
  await expect(open(file)).rejects.toThrow('不是文件夹');
  await expect(open(path.join(file, 'data'))).rejects.toThrow('不是文件夹');
});

it('says that a platform has no programs, and what to do', async () => {
  const arch = Object.getOwnPropertyDescriptor(process, 'arch')!;
  Object.defineProperty(process, 'arch', { ...arch, value: 'mips' });
  try {
    await expect(open(makeFolder())).rejects.toMatchObject({
      code: 'bad_configuration',
      message: expect.stringContaining('DATABASE_URL') as string,
    });
  } finally {
    Object.defineProperty(process, 'arch', arch);
  }
});

it('detaches its server from the terminal', async () => {
  const dataDir = makeDataFolder();
  await open(dataDir);
  const pid = postmasterOf(dataDir);
  const group = execFileSync('ps', ['-o', 'pgid=', '-p', String(pid)], { encoding: 'utf8' });
  expect(Number(group)).toBe(pid);
});
