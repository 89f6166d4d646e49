import { once } from 'node:events';
import fs from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { pino } from 'pino';
import { findProcess } from '../../src/database/embedded/processes';
import type { OpenedDatabase } from '../../src/database/open-database';
import { openDatabase } from '../../src/database/open-database';
import type { ServingChild } from '../support/serving-child';
import { postmasterOf, startServingChild } from '../support/serving-child';

jest.setTimeout(60_000);
let folder: string;
let child: ServingChild;

const open = (): Promise<OpenedDatabase> =>
  openDatabase({
    databaseUrl: null,
    migrationDatabaseUrl: null,
    dataDir: folder,
    mode: 'serve',
    logger: pino({ level: 'silent' }),
  });
/** Opens the data again, closes it, and gives the acknowledged rows that are not there. */
const findLost = async (): Promise<string[]> => {
  const opened = await open();
  const rows = await opened.database.query<{ id: string }>('select id from misses');
  await opened.close();
  const kept = new Set(rows.map(({ id }) => id));
  return child.acknowledged.filter((id) => !kept.has(id));
};

beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'zhijian-killed-'));
});
afterEach(() => fs.rmSync(folder, { recursive: true, force: true }));

it('stops the server that a killed run left and loses no acknowledged row', async () => {
  child = await startServingChild(folder, 4);
  expect(child.firstLine).toBe('ready');
  await child.untilAcknowledged(200);
  const orphan = postmasterOf(folder);
  await child.killNode();
  expect(findProcess(orphan)?.zombie).toBe(false);
  expect(await findLost()).toEqual([]);
  expect(findProcess(orphan)?.zombie ?? true).toBe(true);
});

it('recovers when node and its server are killed together in the middle of writes', async () => {
  for (let round = 0; round < 3; round++) {
    child = await startServingChild(folder, 8);
    expect(child.firstLine).toBe('ready');
    await child.untilAcknowledged(300);
    await child.killTree();
    expect(await findLost()).toEqual([]);
  }
});

it('starts beside the lock files of a dead server, whatever process bears its id by now', async () => {
  await (await open()).close();
  const data = path.join(folder, 'postgres', 'data');
  const socket = path.join(folder, 'postgres', 'socket');
  const lock = [process.pid, data, 0, 5432, socket, '', '1 1', 'ready', ''].join('\n');
  fs.writeFileSync(path.join(data, 'postmaster.pid'), lock);
  fs.writeFileSync(path.join(socket, '.s.PGSQL.5432.lock'), lock);
  await (await open()).close();
});

it('refuses data whose server answers but is not among our processes: another container has it', async () => {
  await (await open()).close();
  const data = path.join(folder, 'postgres', 'data');
  const socket = path.join(folder, 'postgres', 'socket');
  const lock = [4_000_000, data, 0, 5432, socket, '', '1 1', 'ready', ''].join('\n');
  fs.writeFileSync(path.join(data, 'postmaster.pid'), lock);
  const elsewhere = net.createServer().listen(path.join(socket, '.s.PGSQL.5432'));
  await once(elsewhere, 'listening');
  await expect(open()).rejects.toThrow('另一个容器');
  expect(fs.existsSync(path.join(data, 'postmaster.pid'))).toBe(true);
  elsewhere.close();
});

it("does not take a running child's database, and does once the child is dead", async () => {
  child = await startServingChild(folder);
  await expect(open()).rejects.toThrow(`进程 ${child.process.pid}`);
  expect(findProcess(postmasterOf(folder))?.zombie).toBe(false);
  await child.killNode();
  await (await open()).close();
});
