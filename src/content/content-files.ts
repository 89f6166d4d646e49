import fs from 'node:fs/promises';
import path from 'node:path';
import { unitCodeSchema } from '../units/schema';
import type { Fault } from './fault';
import { CALENDAR_FOLDER, DISTRICT_FOLDER, isUnitFolder, SCHEMAS_FOLDER } from './folders';
import { findNearest } from './nearest';
import { districtFiles, unitFiles } from './schema-files';

/** A file of the admins', found by its place. */
export interface FoundFile {
  /** Absolute. */
  path: string;
  /** As shown to a person: relative to the working folder where it lies within. */
  name: string;
  /** The unit's code, or `district`. */
  owner: string;
  /** `items`, `small-talk`, `menu` …: a key of the tables in `schema-files.ts`. */
  kind: string;
}

export interface FoundFiles {
  replies: FoundFile[];
  menus: FoundFile[];
  units: string[];
  faults: Fault[];
}

/** Lists the files of both folders; what is missing, or is there but has no meaning, is a fault. */
export async function findContentFiles(folders: {
  repliesDir: string;
  menusDir: string;
}): Promise<FoundFiles> {
  const found: FoundFiles = { replies: [], menus: [], units: [], faults: [] };
  for (const entry of await list(folders.repliesDir, found.faults)) {
    const folder = path.join(folders.repliesDir, entry.name);
    if (entry.name === SCHEMAS_FOLDER || isForeign(entry.name)) continue;
    if (entry.isDirectory() && entry.name === DISTRICT_FOLDER) {
      const kinds = Object.keys(districtFiles);
      await findIn(folder, DISTRICT_FOLDER, kinds, kinds, found);
      await findCalendar(path.join(folder, CALENDAR_FOLDER), found);
    } else if (entry.isDirectory() && isUnitFolder(entry.name)) {
      found.units.push(entry.name);
      await findIn(folder, entry.name, Object.keys(unitFiles), ['unit'], found);
    } else {
      found.faults.push(refuseEntry(folder, entry.isDirectory()));
    }
  }
  await requireDistrict(folders.repliesDir, found);
  await findMenus(folders.menusDir, found);
  return found;
}

/** The path as a person should see it. */
export function displayPath(file: string): string {
  const relative = path.relative(process.cwd(), file);
  return relative.startsWith('..') ? file : relative.split(path.sep).join('/');
}

async function findIn(
  folder: string,
  owner: string,
  known: readonly string[],
  required: readonly string[],
  found: FoundFiles,
): Promise<void> {
  const kinds = new Set<string>();
  for (const entry of await list(folder, found.faults)) {
    const file = path.join(folder, entry.name);
    const kind = /^(.*)\.yaml$/.exec(entry.name)?.[1];
    const isCalendar = owner === DISTRICT_FOLDER && entry.name === CALENDAR_FOLDER;
    if (isForeign(entry.name) || (isCalendar && entry.isDirectory())) continue;
    if (entry.isFile() && kind !== undefined && known.includes(kind)) {
      kinds.add(kind);
      found.replies.push({ path: file, name: displayPath(file), owner, kind });
    } else {
      found.faults.push(refuseFile(file, known));
    }
  }
  for (const kind of required) {
    if (!kinds.has(kind)) {
      found.faults.push(missing(path.join(folder, `${kind}.yaml`), '加上这个文件'));
    }
  }
}

async function findCalendar(folder: string, found: FoundFiles): Promise<void> {
  const before = found.replies.length;
  for (const entry of await list(folder, found.faults)) {
    const file = path.join(folder, entry.name);
    if (isForeign(entry.name)) continue;
    if (entry.isFile() && /^\d{4}\.yaml$/.test(entry.name)) {
      const name = displayPath(file);
      found.replies.push({ path: file, name, owner: DISTRICT_FOLDER, kind: CALENDAR_FOLDER });
    } else {
      found.faults.push(missing(file, '文件名写年份，例如 2027.yaml', '不认识这个文件'));
    }
  }
  if (
    found.replies.length === before &&
    found.faults.every((one) => one.file !== displayPath(folder))
  ) {
    found.faults.push(missing(folder, '每年放一个放假安排的文件，例如 2026.yaml', '里没有文件'));
  }
}

async function requireDistrict(repliesDir: string, found: FoundFiles): Promise<void> {
  const folder = path.join(repliesDir, DISTRICT_FOLDER);
  const exists = await fs.stat(folder).then(
    (stat) => stat.isDirectory(),
    () => false,
  );
  const repliesMissing = found.faults.some((fault) => fault.file === displayPath(repliesDir));
  if (repliesMissing) return;
  if (!exists) {
    found.faults.push(missing(folder, '放全区共用的文件：急事、寒暄、归口、词汇、保留期限'));
  }
  if (found.units.length === 0) {
    found.faults.push(missing(repliesDir, '每个单位建一个文件夹，例如 renshe', '里没有一个单位'));
  }
}

async function findMenus(menusDir: string, found: FoundFiles): Promise<void> {
  for (const entry of await list(menusDir, found.faults)) {
    const file = path.join(menusDir, entry.name);
    const unit = /^(.*)\.yaml$/.exec(entry.name)?.[1];
    if (isForeign(entry.name) || entry.name === SCHEMAS_FOLDER) continue;
    if (entry.isFile() && unit !== undefined && found.units.includes(unit)) {
      found.menus.push({ path: file, name: displayPath(file), owner: unit, kind: 'menu' });
    } else {
      found.faults.push(refuseFile(file, found.units));
    }
  }
}

async function list(folder: string, faults: Fault[]) {
  try {
    const entries = await fs.readdir(folder, { withFileTypes: true });
    return entries.sort((a, b) => (a.name < b.name ? -1 : 1));
  } catch (error) {
    const isMissing = (error as NodeJS.ErrnoException).code === 'ENOENT';
    faults.push(
      missing(folder, '建好它，或检查 REPLIES_DIR、MENUS_DIR', isMissing ? '不存在' : '读不了'),
    );
    return [];
  }
}

/** What editors and systems leave lying about, and notes for people. */
function isForeign(name: string): boolean {
  return /^[.~]|~$|\.md$|\.(?:bak|swp|tmp)$|^(?:Thumbs\.db|desktop\.ini)$/i.test(name);
}

function missing(file: string, remedy: string, message = '缺少这个文件'): Fault {
  return { file: displayPath(file), line: null, column: null, message, remedy };
}

function refuseEntry(file: string, isFolder: boolean): Fault {
  const base = path.basename(file);
  const isNearDistrict = findNearest(base, [DISTRICT_FOLDER, SCHEMAS_FOLDER]);
  const remedy = isNearDistrict
    ? `您是不是想写 ${isNearDistrict}？`
    : `单位文件夹用小写拼音命名，例如 renshe${isFolder ? '' : '；文件放进单位的文件夹'}`;
  return missing(file, remedy, isFolder ? '不认识这个文件夹' : '不认识这个文件');
}

function refuseFile(file: string, known: readonly string[]): Fault {
  const { name, ext } = path.parse(file);
  if (ext === '.yml' && known.includes(name)) {
    return missing(file, `改名为 ${name}.yaml`, '扩展名不对');
  }
  const nearest = findNearest(name, known);
  if (nearest !== null) return missing(file, `您是不是想写 ${nearest}.yaml？`, '不认识这个文件');
  const isCode = unitCodeSchema.safeParse(name).success;
  const remedy =
    isCode && known.length === 0
      ? '先建单位的文件夹'
      : `可以有：${known.map((kind) => `${kind}.yaml`).join('、')}`;
  return missing(file, remedy, '不认识这个文件');
}
