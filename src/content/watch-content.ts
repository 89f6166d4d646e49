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
  const watcher = new Watcher(options);
  const timer = setInterval(() => watcher.tick(), options.intervalMs ?? 2000).unref();
  return {
    checkNow: () => watcher.look(true),
    close() {
      clearInterval(timer);
      watcher.closed = true;
    },
  };
}

class Watcher {
  closed = false;
  private live: string | null;
  private loadedState: string | null = null;
  private seenState: string | null = null;
  private faulty = false;
  /** Looks come one after the other. */
  private turn: Promise<void>;

  constructor(private readonly options: WatchOptions) {
    this.live = options.version ?? null;
    this.turn = this.begin();
  }

  tick(): void {
    this.look(false).catch((error: unknown) => {
      this.faulty = true;
      this.options.onFaults([unusable(this.options.repliesDir, error)]);
    });
  }

  /** @param settled do not wait for a second look that agrees */
  look(settled: boolean): Promise<void> {
    const looked = this.turn.then(() => this.compare(settled));
    this.turn = looked.catch(() => undefined);
    return looked;
  }

  /** Without a version, the files as they are now are taken for those that are live. */
  private async begin(): Promise<void> {
    if (this.live === null) this.loadedState = await stateOf(this.options);
  }

  private async compare(settled: boolean): Promise<void> {
    const state = await stateOf(this.options);
    const atRest = settled || state === this.seenState;
    this.seenState = state;
    if (this.closed || state === this.loadedState || !atRest) return;
    this.loadedState = state;
    await this.load();
  }

  private async load(): Promise<void> {
    const { clock = systemClock } = this.options;
    const { content, faults } = await loadContent({ ...this.options, now: clock.now() });
    if (this.closed) return;
    if (!content) {
      this.faulty = true;
      this.options.onFaults(faults);
    } else if (this.faulty || content.version !== this.live) {
      this.options.onChange(content);
      this.faulty = false;
      this.live = content.version;
    }
  }
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
async function stateOf({ repliesDir, menusDir }: WatchOptions): Promise<string> {
  const states = await Promise.all([repliesDir, menusDir].map(stateOfFolder));
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
