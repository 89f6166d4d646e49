import fs from 'node:fs';
import path from 'node:path';
import { AppError } from '../../platform/errors';

/** Room for what is written while the copy runs. */
const RESERVE_BYTES = 64 * 1024 * 1024;

/** @throws AppError `bad_request` unless the disk of a folder, which need not exist yet, has room */
export function checkFreeSpace(folder: string, bytes: number): void {
  const { bavail, bsize } = fs.statfsSync(nearestExisting(folder));
  const needed = Math.ceil(bytes * 1.05) + RESERVE_BYTES;
  const free = bavail * bsize;
  if (free >= needed) return;
  throw new AppError(
    'bad_request',
    `${folder} 所在的磁盘空间不够：需要约 ${formatBytes(needed)}，只剩 ${formatBytes(free)}。请清理磁盘或换一个位置。`,
  );
}

/** `1.5 GB`, `320 MB` */
export function formatBytes(bytes: number): string {
  const megabytes = bytes / 1024 ** 2;
  if (megabytes >= 1024) return `${(megabytes / 1024).toFixed(1)} GB`;
  return `${Math.ceil(megabytes)} MB`;
}

function nearestExisting(folder: string): string {
  return fs.existsSync(folder) ? folder : nearestExisting(path.dirname(folder));
}
