import type { Fault } from './content/fault';
import type { ContentSet } from './content/load-content';
import type { Database } from './database/database';
import type { Clock } from './platform/clock';
import type { Query } from './queries/schema';
import { createRouter } from './routing/router';
import { LiveSwitches } from './switches/live-switches';
import { withoutSwitchedOff } from './switches/without-switched-off';

/** The files that are live, as the parts of a process ask for them. */
export type LiveContent = ReturnType<typeof createLiveContent>;

/**
 * @param liveSince when these files took the place of others
 * @param switchedOff entries that citizens are not to meet (`keyOf`); `content` keeps them
 */
export function createLiveContent(
  content: ContentSet,
  isOffered: (query: Query) => boolean,
  liveSince: Date,
  switchedOff: ReadonlySet<string> = new Set(),
) {
  const routing = withoutSwitchedOff(content.routing, switchedOff);
  return {
    content,
    liveSince,
    router: createRouter(routing, isOffered),
    tables: content.tables,
    schedules: content.schedules,
    version: content.version,
    units: content.routing.units,
    retention: content.retention,
    items: new Map(routing.items.map((item) => [item.ref, item])),
  };
}

export interface LiveFilesParts {
  content: ContentSet;
  database: Database;
  clock: Clock;
  isOffered: (query: Query) => boolean;
}

/** What is live in this process at each moment: the checked files without what is switched off. */
export interface LiveFiles extends Readonly<LiveContent> {
  /** All of it as of this moment, for who reads several things that must belong together. */
  now(): LiveContent;
  /** Why newer files are not live; empty where they are. */
  faults(): readonly Fault[];
  /** Files changed and passed their checks. */
  use(content: ContentSet): void;
  /** Files changed and did not pass. */
  refuse(faults: readonly Fault[]): void;
  /** Reads what is switched off anew. */
  refreshSwitches(): Promise<void>;
}

/** Nothing is read before `refreshSwitches` is called. */
export function createLiveFiles({
  content,
  database,
  clock,
  isOffered,
}: LiveFilesParts): LiveFiles {
  let faults: readonly Fault[] = [];
  let live = createLiveContent(content, isOffered, clock.now());
  const switches = new LiveSwitches(database, () => show(live.content, live.liveSince));
  function show(shown: ContentSet, since: Date): void {
    live = createLiveContent(shown, isOffered, since, switches.now());
  }
  return {
    ...{ now: () => live, faults: () => faults },
    use(changed) {
      faults = [];
      show(changed, clock.now());
    },
    refuse: (found) => void (faults = found),
    refreshSwitches: () => switches.refresh(),
    get content() {
      return live.content;
    },
    get liveSince() {
      return live.liveSince;
    },
    get router() {
      return live.router;
    },
    get tables() {
      return live.tables;
    },
    get schedules() {
      return live.schedules;
    },
    get version() {
      return live.version;
    },
    get units() {
      return live.units;
    },
    get retention() {
      return live.retention;
    },
    get items() {
      return live.items;
    },
  };
}
