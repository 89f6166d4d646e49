/** Builds what staff are told: open pages at once, people by notices, group robots and other systems. */
import { createLiveFeed } from './cases/live/live-feed';
import { LIVE_CHANNEL, pruneLiveEvents } from './cases/live/live-store';
import { forgetAbsent } from './cases/live/presence';
import { createLiveConnections, type LiveConnections } from './console/api/live/live-connections';
import { composeNotices, type NoticeParts, type Notices } from './compose-notices';
import { listen } from './database/listen';
import type { Logger } from './platform/logger';

/** Below what proxies wait for an answer that says nothing. */
const BEAT_MS = 20_000;

export interface Live {
  /** What the console's endpoints take. */
  forConsole: { live: LiveConnections; notices: Notices['desk'] };
  /** For deadlines that come near. */
  escalations: Notices['escalations'];
  /** For the schedule. */
  jobs: Notices['jobs'] & { forgetAbsent(): Promise<void>; pruneLiveEvents(): Promise<void> };
  start(): void;
  /** Ends every stream: before the servers are closed, which wait for what is under way. */
  stop(): Promise<void>;
}

/** Nothing runs before `start`. */
export function composeLive(parts: NoticeParts & { logger: Logger }): Live {
  const { database, clock, logger } = parts;
  const feed = createLiveFeed({
    ...{ database, logger },
    listen: (onNotify) => listen(database, LIVE_CHANNEL, onNotify, logger),
  });
  const connections = createLiveConnections(feed, logger);
  const notices = composeNotices(parts);
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
    forConsole: { live: connections, notices: notices.desk },
    escalations: notices.escalations,
    jobs: {
      ...notices.jobs,
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
      await notices.stop();
    },
  };
}
