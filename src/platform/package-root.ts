import fs from 'node:fs';
import path from 'node:path';

/**
 * The folder that holds package.json, found upwards from this file, so that it is the same
 * from src/ (tests) and from dist/src/ (the build).
 */
export function findPackageRoot(from: string = __dirname): string {
  for (let folder = from; ; folder = path.dirname(folder)) {
    if (fs.existsSync(path.join(folder, 'package.json'))) return folder;
    if (folder === path.dirname(folder)) throw new Error(`package.json not found above ${from}`);
  }
}
