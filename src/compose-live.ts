/** Builds what open pages follow: the feed of events, the streams that it fills, and who has a case open. */
import { createLiveFeed } from './cases/live/live-feed';
import { LIVE_CHANNEL, pruneLiveEvents } from './cases/live/live-store';
import { forgetAbsent } from './cases/live/presence';
import { createLiveConnections, type LiveConnections } from './console/api/live/live-connections';
import type { Database } from './database/database';
import { listen } from './database/listen';
import type { Clock } from './platform/clock';
import type { Logger } from './platform/logger';

/** Below what proxies wait for an answer that says nothing. */
const BEAT_MS = 20_000;

export interface Live {
  connections: LiveConnections;
  /** For the schedule. */
  jobs: { forgetAbsent(): Promise<void>; pruneLiveEvents(): Promise<void> };
  start(): void;
  /** Ends every stream: before the servers are closed, which wait for what is under way. */
  stop(): Promise<void>;
}

/** Nothing runs before `start`. */
export function composeLive(parts: { database: Database; clock: Clock; logger: Logger }): Live {
  const { database, clock, logger } = parts;
  const feed = createLiveFeed({
    ...{ database, logger },
    listen: (onNotify) => listen(database, LIVE_CHANNEL, onNotify, logger),
  });
  const connections = createLiveConnections(feed, logger);
  let timer: NodeJS.Timeout | undefined;
  let isBeating = false;
  const beat = (): void => {
    if (isBeating) return;
    isBeating = true;
    connections
      .beat()
      .catch((error: unknown) => logger.warn({ err: error }, 'live pages got no sign of life'))
      .finally(() => (isBeating = false));
  };
  return {
    connections,
    jobs: {
      forgetAbsent: () => forgetAbsent(database, clock),
      pruneLiveEvents: () => pruneLiveEvents(database, clock.now()),
    },
    start() {
      feed.start();
      timer = setInterval(beat, BEAT_MS).unref();
    },
    async stop() {
      clearInterval(timer);
      connections.close();
      await feed.stop();
    },
  };
}
