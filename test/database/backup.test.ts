import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { Client } from 'pg';
import { pino } from 'pino';
import { backupCommand } from '../../src/cli/backup';
import type { Command } from '../../src/cli/command';
import { restoreCommand } from '../../src/cli/restore';
import { lastBackupAt } from '../../src/database/backup/last-backup';
import { findOwner } from '../../src/database/embedded/ownership';
import { socketUrl } from '../../src/database/embedded/roles';
import { openDatabase } from '../../src/database/open-database';
import { AppError } from '../../src/platform/errors';
import { startServingChild } from '../support/serving-child';

jest.setTimeout(60_000);
let folder: string;
let dataDir: string;
let backup: string;
let restored: string;

beforeAll(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'zhijian-backup-'));
  dataDir = path.join(folder, 'data');
  backup = path.join(folder, 'backup');
  restored = path.join(folder, 'restored');
});
afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

interface Outcome {
  code: number;
  out: string;
  err: string;
}
const runCommand = async (
  command: Command,
  target: string,
  env: Record<string, string>,
): Promise<Outcome> => {
  const out: string[] = [];
  const err: string[] = [];
  const io = {
    out: (line: string) => void out.push(line),
    err: (line: string) => void err.push(line),
    env,
    ask: null,
  };
  const code = await command.run([target], io).catch((error: unknown) => {
    if (!(error instanceof AppError)) throw error;
    err.push(error.message);
    return 1;
  });
  return { code, out: out.join('\n'), err: err.join('\n') };
};
const readIds = async (place: string): Promise<Set<string>> => {
  const opened = await openDatabase({
    databaseUrl: null,
    migrationDatabaseUrl: null,
    dataDir: place,
    mode: 'serve',
    logger: pino({ level: 'silent' }),
  });
  const rows = await opened.database.query<{ id: string }>('select id from misses');
  await checkStructure(findOwner(place)!.socketFolder!);
  await opened.close();
  return new Set(rows.map(({ id }) => id));
};
/** Every heap and index of the database, page by page, with PostgreSQL's own checker. */
const checkStructure = async (socketFolder: string): Promise<void> => {
  const client = new Client({ connectionString: socketUrl(socketFolder, 'postgres', 'zhijian') });
  await client.connect();
  await client.query('create extension if not exists amcheck');
  const faults = await client.query(`
    select c.relname, v.msg from pg_class c, lateral verify_heapam(c.oid) v where c.relkind = 'r'`);
  await client.query(`
    select bt_index_check(i.indexrelid, true) from pg_index i join pg_class c on c.oid = i.indexrelid
    join pg_am a on a.oid = c.relam where a.amname = 'btree' and c.relpersistence = 'p' and i.indisvalid`);
  await client.end();
  expect(faults.rows).toEqual([]);
};
const listFiles = (root: string): string[] =>
  fs.readdirSync(root, { recursive: true, encoding: 'utf8' });

it('copies a database that is being written to, with all that was committed before', async () => {
  const child = await startServingChild(dataDir, 6);
  expect(child.firstLine).toBe('ready');
  await child.untilAcknowledged(500);
  fs.mkdirSync(path.join(dataDir, 'media', '2026'), { recursive: true });
  fs.writeFileSync(path.join(dataDir, 'media', '2026', 'picture.jpg'), 'picture');
  fs.writeFileSync(path.join(dataDir, 'secret-key'), 'the-secret-key');

  const before = [...child.acknowledged];
  const done = await runCommand(backupCommand, backup, { DATA_DIR: dataDir });
  const after = child.acknowledged.length;
  await child.killTree();

  expect(done).toMatchObject({ code: 0, err: '' });
  expect(done.out).toMatch(/正在复制数据库：[\s\S]*100%[\s\S]*备份完成/);
  expect(after).toBeGreaterThan(before.length);
  const original = await readIds(dataDir);
  const restoring = await runCommand(restoreCommand, backup, { DATA_DIR: restored });
  expect(restoring).toMatchObject({ code: 0, err: '' });
  const copy = await readIds(restored);
  expect(before.filter((id) => !copy.has(id))).toEqual([]);
  expect([...copy].filter((id) => !original.has(id))).toEqual([]);
  expect(copy.size).toBeLessThan(original.size);
  expect(fs.readFileSync(path.join(restored, 'media', '2026', 'picture.jpg'), 'utf8')).toBe(
    'picture',
  );
});

it('holds no key, no lock and nothing that others may read', () => {
  const files = listFiles(backup);
  expect(files.filter((name) => /secret|postmaster|owner/.test(name))).toEqual([]);
  for (const name of files) {
    const file = path.join(backup, name);
    expect(fs.statSync(file).mode & 0o077).toBe(0);
    if (fs.statSync(file).isFile()) {
      expect(fs.readFileSync(file).includes('the-secret-key')).toBe(false);
    }
  }
});

it('remembers when it was made, beside the data and not in the copy', async () => {
  const at = await lastBackupAt(dataDir);
  expect(Date.now() - at!.getTime()).toBeLessThan(60_000);
  expect(await lastBackupAt(restored)).toBeNull();
  expect(await lastBackupAt(path.join(folder, 'nowhere'))).toBeNull();
});

it('restores into an empty folder only', async () => {
  const again = await runCommand(restoreCommand, backup, { DATA_DIR: restored });
  expect(again).toMatchObject({ code: 1, err: expect.stringContaining('不是空的') as string });
  expect((await readIds(restored)).size).toBeGreaterThan(0);
});

it('backs up where no server runs, and leaves none running', async () => {
  const quiet = path.join(folder, 'quiet');
  expect(await runCommand(backupCommand, quiet, { DATA_DIR: restored })).toMatchObject({ code: 0 });
  expect(findOwner(restored)).toBeNull();
  fs.rmSync(quiet, { recursive: true });
});

it('refuses a place that is not empty, or inside the data folder', async () => {
  const full = await runCommand(backupCommand, backup, { DATA_DIR: dataDir });
  expect(full).toMatchObject({ code: 1, err: expect.stringContaining('不是空的') as string });
  const inside = await runCommand(backupCommand, path.join(dataDir, 'b'), { DATA_DIR: dataDir });
  expect(inside).toMatchObject({
    code: 1,
    err: expect.stringContaining('不能放在数据文件夹') as string,
  });
  expect(fs.existsSync(path.join(dataDir, 'b'))).toBe(false);
});

it.each([
  ['a changed byte', (file: string) => fs.writeFileSync(file, '17\n')],
  ['a missing file', (file: string) => fs.rmSync(file)],
])('refuses a backup with %s and leaves nothing behind', async (_, spoil) => {
  const file = path.join(backup, 'postgres', 'PG_VERSION');
  const content = fs.readFileSync(file);
  spoil(file);
  const target = path.join(folder, 'spoiled');
  const outcome = await runCommand(restoreCommand, backup, { DATA_DIR: target });
  fs.writeFileSync(file, content);
  expect(outcome).toMatchObject({
    code: 1,
    err: expect.stringContaining('PG_VERSION 缺少或已损坏') as string,
  });
  expect(fs.readdirSync(target)).toEqual([]);
});

it('refuses a folder without a manifest, and one whose manifest points elsewhere', async () => {
  const target = { DATA_DIR: path.join(folder, 'none') };
  expect(await runCommand(restoreCommand, folder, target)).toMatchObject({
    code: 1,
    err: expect.stringContaining('没有完整的备份') as string,
  });
  const evil = path.join(folder, 'evil');
  fs.mkdirSync(evil);
  const manifest = JSON.parse(fs.readFileSync(path.join(backup, 'manifest.json'), 'utf8')) as {
    files: { path: string }[];
  };
  manifest.files[0]!.path = 'media/../../outside';
  fs.writeFileSync(path.join(evil, 'manifest.json'), JSON.stringify(manifest));
  expect(await runCommand(restoreCommand, evil, target)).toMatchObject({ code: 1 });
  expect(fs.existsSync(path.join(folder, 'none'))).toBe(false);
});

it('does not start afresh where a restore was killed half way', async () => {
  const place = path.join(folder, 'half');
  fs.mkdirSync(path.join(place, 'postgres', 'data.restoring'), { recursive: true });
  await expect(readIds(place)).rejects.toThrow('恢复备份没有做完');
});

it('sends the operator of an outside database to its own tools', async () => {
  const env = { DATA_DIR: dataDir, DATABASE_URL: 'postgresql://a:b@127.0.0.1:1/c' };
  const outcome = await runCommand(backupCommand, path.join(folder, 'outside'), env);
  expect(outcome).toMatchObject({
    code: 1,
    err: expect.stringContaining('pg_basebackup') as string,
  });
});

it.each([backupCommand, restoreCommand])('shows how $name is used', async (command) => {
  const err: string[] = [];
  const io = { out: () => {}, err: (line: string) => void err.push(line), env: {}, ask: null };
  expect(await command.run([], io)).toBe(2);
  expect(err).toEqual([command.usage]);
});
