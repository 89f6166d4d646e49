import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { buffer } from 'node:stream/consumers';
import { createFileMediaStore } from '../../src/media/file-media-store';
import type { MediaStore, StoreError } from '../../src/media/media-store';
import { aPicture, JPEG, streamOf } from './files';

let folder: string;
let store: MediaStore;

beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'zhijian-media-'));
  store = createFileMediaStore({ folder, reserveBytes: 0 });
});
afterEach(() => fs.rmSync(folder, { recursive: true, force: true }));

const limit = { maxBytes: 1000 };
const faultOf = (error: unknown) => (error as StoreError).fault;
const filesIn = (where: string): string[] =>
  fs
    .readdirSync(where, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(where, path.join(entry.parentPath, entry.name)));

const listAll = async (): Promise<{ sha256: string }[]> => {
  const all = [];
  for await (const file of store.list()) all.push(file);
  return all;
};

it('keeps a stream under the hash of its content, for its owner alone', async () => {
  const stored = await store.put(streamOf(JPEG), limit);
  const sha256 = createHash('sha256').update(JPEG).digest('hex');
  expect(stored).toEqual({ sha256, bytes: JPEG.length });
  expect(filesIn(folder)).toEqual([`${sha256.slice(0, 2)}/${sha256}`]);
  const file = path.join(folder, sha256.slice(0, 2), sha256);
  expect(fs.statSync(file).mode & 0o777).toBe(0o600);
  expect(await buffer(await store.open(sha256))).toEqual(JPEG);
  expect(await store.stat(sha256)).toMatchObject({ bytes: JPEG.length });
});

it('gives a range with both ends', async () => {
  const { sha256 } = await store.put(streamOf(JPEG), limit);
  expect(await buffer(await store.open(sha256, { start: 2, end: 5 }))).toEqual(JPEG.subarray(2, 6));
});

it('keeps the same content once, however often and however much at once', async () => {
  const kept = await Promise.all(
    Array.from({ length: 5 }, (_, n) => store.put(streamOf(JPEG, n + 1), limit)),
  );
  expect(new Set(kept.map(({ sha256 }) => sha256)).size).toBe(1);
  expect(filesIn(folder)).toHaveLength(1);
});

it('keeps ten megabytes, bit by bit', async () => {
  const picture = aPicture(10 * 1024 * 1024);
  const { sha256, bytes } = await store.put(streamOf(picture, 65_536), { maxBytes: 2e7 });
  expect(bytes).toBe(picture.length);
  expect(
    createHash('sha256')
      .update(fs.readFileSync(path.join(folder, sha256.slice(0, 2), sha256)))
      .digest('hex'),
  ).toBe(sha256);
});

it.each<[string, () => AsyncIterable<Uint8Array>, string]>([
  ['too long by a byte', () => streamOf(Buffer.alloc(1001)), 'too_large'],
  ['empty', () => streamOf(Buffer.alloc(0)), 'empty'],
])('leaves nothing behind of a stream that is %s', async (_, source, fault) => {
  const error: unknown = await store.put(source(), limit).catch((caught: unknown) => caught);
  expect(faultOf(error)).toBe(fault);
  expect(filesIn(folder)).toEqual([]);
});

it('leaves nothing behind of a stream that breaks, and passes its error on', async () => {
  async function* broken(): AsyncGenerator<Uint8Array> {
    yield JPEG;
    throw new Error('cut');
  }
  await expect(store.put(broken(), limit)).rejects.toThrow('cut');
  expect(filesIn(folder)).toEqual([]);
});

it('says full before the disk is, so that the database beside it has room', async () => {
  // The whole disk: what is free of it changes while neighbours write.
  const { blocks, bsize } = fs.statfsSync(folder);
  const careful = createFileMediaStore({ folder, reserveBytes: blocks * bsize });
  const error: unknown = await careful
    .put(streamOf(JPEG), limit)
    .catch((caught: unknown) => caught);
  expect(faultOf(error)).toBe('full');
  expect(filesIn(folder)).toEqual([]);
});

it('says broken where its place is no folder', async () => {
  const file = path.join(folder, 'file');
  fs.writeFileSync(file, '');
  const misplaced = createFileMediaStore({ folder: path.join(file, 'below'), reserveBytes: 0 });
  const error: unknown = await misplaced
    .put(streamOf(JPEG), limit)
    .catch((caught: unknown) => caught);
  expect(faultOf(error)).toBe('broken');
});

it('has nothing of what it never kept, and no way to files of others', async () => {
  const unknown = 'a'.repeat(64);
  expect(await store.stat(unknown)).toBeNull();
  await expect(store.open(unknown)).rejects.toMatchObject({ fault: 'missing' });
  await store.remove(unknown);
  for (const name of ['../../etc/passwd', '', 'A'.repeat(64)]) {
    await expect(store.open(name)).rejects.toThrow(TypeError);
    await expect(store.remove(name)).rejects.toThrow(TypeError);
  }
});

it('lists what it has, and removes it', async () => {
  const { sha256 } = await store.put(streamOf(JPEG), limit);
  fs.writeFileSync(path.join(folder, 'notes.txt'), '');
  const listed = await listAll();
  expect(listed.map((file) => file.sha256)).toEqual([sha256]);
  await store.remove(sha256);
  expect(await listAll()).toEqual([]);
});

it('clears away what a process left half written', async () => {
  const incoming = path.join(folder, 'incoming');
  fs.mkdirSync(incoming);
  const [old, young] = [path.join(incoming, 'old'), path.join(incoming, 'young')];
  fs.writeFileSync(old, 'half');
  fs.writeFileSync(young, 'half');
  const yesterday = Date.now() / 1000 - 86_400;
  fs.utimesSync(old, yesterday, yesterday);
  await store.put(streamOf(JPEG), limit);
  expect(fs.existsSync(old)).toBe(false);
  expect(fs.existsSync(young)).toBe(true);
});

/** A real disk of 1 MB; only root may mount one, elsewhere the reserve above stands for it. */
const isRoot = process.getuid?.() === 0 && process.platform === 'linux';
(isRoot ? it : it.skip)('says full when a real disk is, and leaves nothing behind', async () => {
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', folder], { stdio: 'ignore' });
  } catch {
    return; // A container that may not mount.
  }
  try {
    const picture = aPicture(2 * 1024 * 1024);
    const small = createFileMediaStore({ folder, reserveBytes: -2e7 });
    const error: unknown = await small
      .put(streamOf(picture, 65_536), { maxBytes: 2e7 })
      .catch((caught: unknown) => caught);
    expect(faultOf(error)).toBe('full');
    expect((error as Error).cause).toMatchObject({ code: 'ENOSPC' });
    expect(filesIn(folder)).toEqual([]);
    await expect(small.put(streamOf(JPEG), limit)).resolves.toMatchObject({ bytes: JPEG.length });
  } finally {
    execFileSync('umount', [folder]);
  }
});
