import fs from 'node:fs';
import path from 'node:path';
import { findPackageRoot } from '../platform/package-root';
import { unitCodeSchema } from '../units/schema';
import type { Environment } from './environment';

/** Folders beside the units' in `replies/`. */
export const DISTRICT_FOLDER = 'district';
export const SCHEMAS_FOLDER = 'schemas';
/** The folder in `district` that holds a file for each year. */
export const CALENDAR_FOLDER = 'calendar';

export interface Folders {
  dataDir: string;
  menusDir: string;
  repliesDir: string;
}

/** Absolute paths of the product's folders; relative ones start at the package root. */
export function resolveFolders(environment: Environment, root = findPackageRoot()): Folders {
  return {
    dataDir: path.resolve(root, environment.text('DATA_DIR') ?? '.data'),
    menusDir: path.resolve(root, environment.text('MENUS_DIR') ?? 'menus'),
    repliesDir: path.resolve(root, environment.text('REPLIES_DIR') ?? 'replies'),
  };
}

/** Codes of the units that have a folder in `repliesDir`, in alphabetical order; none if it is missing. */
export function listUnitFolders(repliesDir: string): string[] {
  if (!fs.existsSync(repliesDir)) return [];
  return fs
    .readdirSync(repliesDir, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && isUnitFolder(entry.name))
    .map((entry) => entry.name)
    .sort();
}

export function isUnitFolder(name: string): boolean {
  return (
    name !== DISTRICT_FOLDER && name !== SCHEMAS_FOLDER && unitCodeSchema.safeParse(name).success
  );
}
