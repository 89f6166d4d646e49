import fs from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { AppError } from '../../platform/errors';

const FILE = 'manifest.json';

const manifestSchema = z.strictObject({
  format: z.literal(1),
  /** The product's version that made it. */
  product: z.string(),
  /** The major version of PostgreSQL that can open it. */
  major: z.number().int(),
  startedAt: z.iso.datetime(),
  finishedAt: z.iso.datetime(),
  /** Positions in the write-ahead log between which the copy was made. */
  startLsn: z.string(),
  stopLsn: z.string(),
  /** Folders below `postgres/` and `media/`, parents first; also empty ones, which PostgreSQL needs. */
  folders: z.array(z.string()),
  files: z.array(
    z.strictObject({ path: z.string(), bytes: z.number().int(), sha256: z.string().length(64) }),
  ),
});

/** What a backup holds. It is written last: a backup without one is not complete. */
export type Manifest = z.infer<typeof manifestSchema>;
/** One file of a backup; `path` is relative to the backup's folder, with slashes. */
export type BackupFile = Manifest['files'][number];

/** Completes a backup. */
export async function writeManifest(folder: string, manifest: Manifest): Promise<void> {
  const handle = await fs.open(path.join(folder, FILE), 'wx', 0o600);
  try {
    await handle.writeFile(JSON.stringify(manifest, null, 1));
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** @throws AppError `bad_request` when the folder holds no complete backup */
export async function readManifest(folder: string): Promise<Manifest> {
  const text = await fs.readFile(path.join(folder, FILE), 'utf8').catch(() => null);
  const parsed = manifestSchema.safeParse(text === null ? null : parseJson(text));
  if (parsed.success && parsed.data.files.every(({ path: file }) => isInside(file))) {
    return parsed.data;
  }
  throw new AppError(
    'bad_request',
    `${folder} 里没有完整的备份（缺少 ${FILE} 或它不对）。请换一个备份文件夹。`,
  );
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function isInside(file: string): boolean {
  return /^(postgres|media)\//.test(file) && !file.split('/').includes('..');
}
