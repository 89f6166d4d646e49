import type { EventStream } from '../event-stream';
import type { LiveFeed, Subscriber } from '../../../cases/live/live-feed';
import { parsePlace, presentPlace } from '../../../cases/live/live-place';
import { AppError } from '../../../platform/errors';
import type { Logger } from '../../../platform/logger';
import type { Caller } from '../caller';
import type { LiveMessage } from './live-schema';

/** Open pages of one person in one process; the oldest gives way to a further one. */
const MOST_PAGES = 10;

/** The open pages of this process. */
export interface LiveConnections {
  /** Sends what comes, as long as the page is open. @param after where the page stopped; absent: what it says itself */
  open(caller: Caller, stream: EventStream<LiveMessage>, after: string | undefined): Promise<void>;
  /** A sign of life to every page; those whose session is over, or whose rights have gone, end. */
  beat(): Promise<void>;
  /** Ends all, and takes no more. */
  close(): void;
}

interface Page extends Subscriber {
  stream: EventStream<LiveMessage>;
}

/** Joins streams to the feed. */
export function createLiveConnections(feed: LiveFeed, logger: Logger): LiveConnections {
  const pages = new Set<Page>();
  let isClosed = false;

  function makeRoom(personId: string): void {
    const own = [...pages].filter((page) => page.personId === personId);
    for (const page of own.slice(0, Math.max(0, own.length + 1 - MOST_PAGES))) {
      endPage(page, 'too_many');
    }
  }

  /** Rights may have changed since the page was opened. */
  async function renew(page: Page): Promise<void> {
    const caller = await page.stream.renew();
    if (caller) page.scope = caller.scope;
    else endPage(page, 'signed_out');
  }

  return {
    async open({ person, scope }, stream, after) {
      if (isClosed) throw new AppError('unavailable', '系统正在重启，请稍后再试。');
      makeRoom(person.id);
      const page = createPage(person.id, scope, stream);
      pages.add(page);
      stream.onEnd(() => pages.delete(page));
      const place = parsePlace(stream.lastEventId || (after ?? ''));
      const leave = await feed.subscribe(page, place);
      stream.onEnd(leave);
    },
    async beat() {
      for (const page of pages) {
        await renew(page).catch((error: unknown) => {
          logger.warn({ err: error }, 'a live page could not be looked after');
        });
      }
      await feed.beat();
    },
    close() {
      isClosed = true;
      for (const page of pages) endPage(page, 'restart');
    },
  };
}

function createPage(
  personId: string,
  scope: Caller['scope'],
  stream: EventStream<LiveMessage>,
): Page {
  return {
    ...{ personId, scope, stream },
    onEvent: (event, place) => stream.send(event, place ? presentPlace(place) : undefined),
    onReset: (place) => stream.send({ kind: 'reset' }, presentPlace(place)),
    onPlace: (place) => stream.send({ kind: 'beat' }, presentPlace(place)),
  };
}

function endPage({ stream }: Page, reason: Extract<LiveMessage, { kind: 'end' }>['reason']): void {
  stream.send({ kind: 'end', reason });
  stream.end();
}
