/** Live events: what happens to cases, told at once to the people whose pages are open, across processes. */
import type { Database } from '../../database/database';
import type { Listening } from '../../database/listen';
import type { Logger } from '../../platform/logger';
import type { LivePlace } from './live-place';
import { findPlace, isKept, readLiveNews, type LiveEvent } from './live-store';
import { seeLiveEvent, type Onlooker, type SeenEvent } from './see-live-event';

/** More than this is not told one by one: pages read their lists anew. */
const MOST_EVENTS = 500;
const LOOK_MS = 1_000;

/** An open page. It must not throw. */
export interface Subscriber extends Onlooker {
  /** @param place with the last event of several: what is seen up to it is seen for good */
  onEvent(event: SeenEvent, place: LivePlace | null): void;
  /** Something was missed that is not told any more: all must be read anew. */
  onReset(place: LivePlace): void;
  /** Nothing for them: only how far they are. */
  onPlace(place: LivePlace): void;
}

export interface LiveFeed {
  /** Begins to listen and to look. */
  start(): void;
  stop(): Promise<void>;
  /** Delivers what has come. */
  look(): Promise<void>;
  /** Delivers what has come, and tells everybody how far they are. */
  beat(): Promise<void>;
  /**
   * What came after `after` first, then all that comes. @param after null: from now on
   * @returns ends it
   */
  subscribe(subscriber: Subscriber, after: LivePlace | null): Promise<() => void>;
}

export interface LiveFeedParts {
  database: Database;
  logger: Logger;
  /** Calls back when staff have changed something; absent: only looking. */
  listen?(onNotify: () => void): Listening;
}

/**
 * Reads the events of all cases once for all pages of this process and tells each what its person may
 * know. Who follows must have read up to the same place, so joining and reading take turns.
 */
export function createLiveFeed(parts: LiveFeedParts): LiveFeed {
  const { database, logger } = parts;
  const subscribers = new Set<Subscriber>();
  let place: LivePlace | null = null;
  let turn: Promise<unknown> = Promise.resolve();
  let isWaiting = false;
  let failing = false;
  let timer: NodeJS.Timeout | undefined;
  let listening: Listening | undefined;

  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const next = turn.then(work);
    turn = next.catch(() => undefined);
    return next;
  }

  /** Up to now. With nobody on the line the place is forgotten, and looking costs nothing. */
  async function advance(): Promise<void> {
    if (subscribers.size === 0) place = null;
    if (place === null) return;
    const news = await readLiveNews(database, {
      after: place,
      until: null,
      limit: MOST_EVENTS + 1,
    });
    place = news.place;
    for (const subscriber of subscribers) tell(subscriber, news.events, news.place);
  }

  async function join(subscriber: Subscriber, after: LivePlace | null): Promise<() => void> {
    await advance();
    place ??= await findPlace(database);
    if (after) await replay(subscriber, after, place);
    subscriber.onPlace(place);
    subscribers.add(subscriber);
    return () => subscribers.delete(subscriber);
  }

  async function replay(to: Subscriber, after: LivePlace, until: LivePlace): Promise<void> {
    if (!(await isKept(database, after))) return to.onReset(until);
    const news = await readLiveNews(database, { after, until, limit: MOST_EVENTS + 1 });
    tell(to, news.events, until);
  }

  /** Any number of calls while one waits come to one look. */
  function wake(): void {
    if (isWaiting) return;
    isWaiting = true;
    inTurn(() => {
      isWaiting = false;
      return advance();
    }).then(() => void (failing = false), noteFailure);
  }

  function noteFailure(error: unknown): void {
    if (!failing) logger.error({ err: error }, 'live events cannot be read just now');
    failing = true;
  }

  return {
    start() {
      timer = setInterval(wake, LOOK_MS).unref();
      listening = parts.listen?.(wake);
    },
    async stop() {
      clearInterval(timer);
      await listening?.close();
      await turn;
    },
    look: () => inTurn(advance),
    beat: () =>
      inTurn(async () => {
        await advance();
        for (const subscriber of subscribers) if (place) subscriber.onPlace(place);
      }),
    subscribe: (subscriber, after) => inTurn(() => join(subscriber, after)),
  };
}

function tell(to: Subscriber, events: readonly LiveEvent[], place: LivePlace): void {
  if (events.length > MOST_EVENTS) return to.onReset(place);
  const seen = events.flatMap((event) => seeLiveEvent(event, to) ?? []);
  for (const [index, event] of seen.entries()) {
    to.onEvent(event, index === seen.length - 1 ? place : null);
  }
}
