import fs from 'node:fs/promises';
import path from 'node:path';
import type { Clock } from '../platform/clock';
import { systemClock } from '../platform/clock';
import type { Fault } from './fault';
import type { ContentSet } from './load-content';
import { loadContent } from './load-content';

export interface WatchOptions {
  repliesDir: string;
  menusDir: string;
  publicUrl: string;
  /** The version that is live: files that changed since it was read are then noticed too. */
  version?: string;
  /** The whole new set has passed its checks, or the old one is whole again after faults. */
  onChange(content: ContentSet): void;
  /** The files are wrong; the old set stays live. */
  onFaults(faults: Fault[]): void;
  intervalMs?: number;
  clock?: Clock;
}

export interface ContentWatcher {
  /** Looks at once and, if a file changed, loads the set without waiting for it to come to rest. */
  checkNow(): Promise<void>;
  close(): void;
}

/**
 * Loads the files anew when one changed: the whole set or nothing. Folders are looked at every
 * `intervalMs` (2000), because notices of changes fail on network folders and in containers; a
 * change is taken up when two looks in a row agree, so that a copy under way is not read.
 */
export function watchContent(options: WatchOptions): ContentWatcher {
  const { clock = systemClock, intervalMs = 2000 } = options;
  const folders = [options.repliesDir, options.menusDir];
  let live = options.version ?? null;
  let loadedState: string | null = null;
  let seenState: string | null = null;
  let faulty = false;
  let closed = false;

  const load = async (): Promise<void> => {
    const { content, faults } = await loadContent({ ...options, now: clock.now() });
    if (closed) return;
    if (!content) {
      faulty = true;
      options.onFaults(faults);
    } else if (faulty || content.version !== live) {
      options.onChange(content);
      faulty = false;
      live = content.version;
    }
  };
  const look = async (settled: boolean): Promise<void> => {
    const state = await stateOf(folders);
    const atRest = settled || state === seenState;
    seenState = state;
    if (closed || state === loadedState || !atRest) return;
    loadedState = state;
    await load();
  };
  const begin = async (): Promise<void> => {
    if (live === null) loadedState = await stateOf(folders);
  };

  let turn = begin();
  const enqueue = (settled: boolean): Promise<void> => {
    const looked = turn.then(() => look(settled));
    turn = looked.catch(() => undefined);
    return looked;
  };
  const onTick = (): void => {
    enqueue(false).catch((error: unknown) => {
      faulty = true;
      options.onFaults([unusable(options.repliesDir, error)]);
    });
  };
  const timer = setInterval(onTick, intervalMs).unref();
  return {
    checkNow: () => enqueue(true),
    close() {
      closed = true;
      clearInterval(timer);
    },
  };
}

/** The files were right, but what uses them refused them: said like a fault, the process goes on. */
function unusable(folder: string, error: unknown): Fault {
  const reason = error instanceof Error ? error.message : String(error);
  return {
    file: folder,
    line: null,
    column: null,
    message: `改动无法启用：${reason}`,
    remedy: null,
  };
}

/** Names, sizes and times of all files below the folders; differs whenever a file was written. */
async function stateOf(folders: readonly string[]): Promise<string> {
  const states = await Promise.all(folders.map(stateOfFolder));
  return states.flat().join('\n');
}

async function stateOfFolder(folder: string): Promise<string[]> {
  const entries = await fs.readdir(folder, { withFileTypes: true }).catch(() => []);
  const states = await Promise.all(
    entries.map(async (entry) => {
      const file = path.join(folder, entry.name);
      if (entry.isDirectory()) return stateOfFolder(file);
      const stat = await fs.stat(file, { bigint: true }).catch(() => null);
      return [stat ? `${file} ${stat.ino} ${stat.size} ${stat.mtimeNs} ${stat.ctimeNs}` : file];
    }),
  );
  return states.flat().sort();
}
