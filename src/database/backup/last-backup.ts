import fs from 'node:fs/promises';
import path from 'node:path';

/** When the last backup of a data folder was completed, or null when there was none. */
export async function lastBackupAt(dataDir: string): Promise<Date | null> {
  try {
    const text = await fs.readFile(recordFile(dataDir), 'utf8');
    const at = new Date((JSON.parse(text) as { at: string }).at);
    return Number.isNaN(at.getTime()) ? null : at;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

/**
 * Remembers in the data folder that a backup was completed. Readable by all: root may make backups
 * for a server that runs as another user.
 */
export async function recordBackup(dataDir: string, at: Date, folder: string): Promise<void> {
  const draft = `${recordFile(dataDir)}.new`;
  await fs.writeFile(draft, JSON.stringify({ at: at.toISOString(), folder }), { mode: 0o644 });
  await fs.rename(draft, recordFile(dataDir));
}

function recordFile(dataDir: string): string {
  return path.join(dataDir, 'last-backup.json');
}
