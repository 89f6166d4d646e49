import type { Context } from 'koa';
import { AppError } from '../../platform/errors';
import type { Caller } from './caller';

/** A reader so far behind is let go: it comes again and is told what it missed. */
const MOST_UNSENT_BYTES = 256 * 1024;
const RETRY_MS = 3_000;

/** An answer that goes on: server-sent events, each one JSON. */
export interface EventStream<Event = unknown> {
  /** What the reader says it has read last; empty where it says nothing. */
  readonly lastEventId: string;
  /** Sends nothing any more once the stream is over. @param id what `Last-Event-ID` brings back */
  send(event: Event, id?: string): void;
  /** Who the reader is at this moment; null where the session is over or the right is gone. */
  renew(): Promise<Caller | null>;
  end(): void;
  /** Calls back once, whoever ended it. */
  onEnd(listener: () => void): void;
}

/**
 * Serves a stream: the handler opens it, and it goes on when the handler is done. Its head leaves with
 * the first event, so that what fails before is answered as everything else is.
 * @param who asks anew who the reader is; throws AppError where nobody may read any more
 */
export async function serveStream(
  ctx: Context,
  run: { open(request: unknown, stream: EventStream): Promise<void> },
  request: unknown,
  who: () => Promise<Caller | null>,
): Promise<void> {
  const opened = createEventStream(ctx, async () => {
    try {
      return await who();
    } catch (error) {
      if (error instanceof AppError) return null;
      throw error;
    }
  });
  await run.open(request, opened.stream);
  opened.start();
}

function createEventStream(
  ctx: Context,
  renew: () => Promise<Caller | null>,
): { stream: EventStream; start(): void } {
  const { res, req } = ctx;
  const listeners: (() => void)[] = [];
  let isOver = false;

  function close(): void {
    if (isOver) return;
    isOver = true;
    for (const listener of listeners) listener();
  }

  function start(): void {
    if (res.headersSent || isOver) return;
    ctx.respond = false;
    res.writeHead(200, {
      'Content-Type': 'text/event-stream; charset=utf-8',
      // A proxy that waits for the end would keep everything back.
      'X-Accel-Buffering': 'no',
    });
    res.write(`retry: ${RETRY_MS}\n\n`);
  }

  function end(): void {
    close();
    res.end();
  }

  res.on('close', close);
  const stream: EventStream = {
    lastEventId: ctx.get('Last-Event-ID'),
    send(event, id) {
      if (isOver) return;
      start();
      res.write(`${id === undefined ? '' : `id: ${id}\n`}data: ${JSON.stringify(event)}\n\n`);
      if (res.writableLength <= MOST_UNSENT_BYTES) return;
      close();
      req.destroy();
    },
    renew,
    end,
    onEnd: (listener) => (isOver ? listener() : listeners.push(listener)),
  };
  return { stream, start };
}
