import fs from 'node:fs/promises';
import path from 'node:path';

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
};

/**
 * A file of the phone page.
 * @param folder where the page's files are; nothing outside it is read, and no folder below it
 * @returns null when there is no such file
 */
export async function readStaticFile(
  folder: string,
  requestPath: string,
): Promise<{ type: string; bytes: Buffer } | null> {
  const name = requestPath === '/' ? 'index.html' : requestPath.slice(1);
  const type = TYPES[path.extname(name)];
  if (!type || !/^[a-z][a-z0-9-]*\.[a-z]+$/.test(name)) return null;
  try {
    return { type, bytes: await fs.readFile(path.join(folder, name)) };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}
