import { randomUUID } from 'node:crypto';
import fs from 'node:fs/promises';
import path from 'node:path';
import type { z } from 'zod';

/**
 * Reads a JSON file of ours.
 * @returns null when there is none, or when it is damaged; a damaged one is kept beside as `….broken`
 */
export async function readJsonFile<T>(file: string, schema: z.ZodType<T>): Promise<T | null> {
  let source: string;
  try {
    source = await fs.readFile(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
  const parsed = schema.safeParse(parseOrUndefined(source));
  if (parsed.success) return parsed.data;
  await fs.rename(file, `${file}.broken`);
  return null;
}

function parseOrUndefined(source: string): unknown {
  try {
    return JSON.parse(source) as unknown;
  } catch {
    return undefined;
  }
}

/** Writes a JSON file whole or not at all, readable by its owner alone. */
export async function writeJsonFile(file: string, value: unknown): Promise<void> {
  await fs.mkdir(path.dirname(file), { recursive: true, mode: 0o700 });
  const beside = `${file}.${randomUUID()}.part`;
  try {
    await fs.writeFile(beside, JSON.stringify(value), { mode: 0o600, flush: true });
    await fs.rename(beside, file);
  } finally {
    await fs.rm(beside, { force: true });
  }
}

/** A large file that changes all the time must not keep the process busy: so many times its writing time it rests. */
const REST_PER_WRITE = 10;

/** Writes soon after the last change; changes during a write make one more write. */
export interface Saver {
  changed: () => void;
  /** Resolves when everything changed so far is on disk. */
  flush(): Promise<void>;
}

/**
 * @param snapshot what to write, asked for at the moment of writing
 * @param delayMs how long changes are gathered, at least
 */
export function createSaver(
  file: string,
  snapshot: () => unknown,
  onError: (error: unknown) => void,
  delayMs = 200,
): Saver {
  let timer: NodeJS.Timeout | null = null;
  let tookMs = 0;
  let writing: Promise<void> = Promise.resolve();
  const save = (): Promise<void> => {
    if (timer) clearTimeout(timer);
    timer = null;
    writing = writing.then(async () => {
      const startedAt = performance.now();
      await writeJsonFile(file, snapshot()).catch(onError);
      tookMs = performance.now() - startedAt;
    });
    return writing;
  };
  return {
    changed: () => {
      timer ??= setTimeout(() => void save(), Math.max(delayMs, tookMs * REST_PER_WRITE));
    },
    flush: () => (timer ? save() : writing),
  };
}
