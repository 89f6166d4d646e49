import type { RouterContext } from '@koa/router';
import type { Live, LiveEvent } from '../live';

const HEARTBEAT_MS = 20_000;

/**
 * Server-sent events of one phone, until the page goes away or `closing` fires. A comment line every
 * 20 seconds keeps what stands between from ending it.
 */
export function streamLive(
  ctx: RouterContext,
  live: Live,
  phone: string,
  closing: AbortSignal,
): void {
  const { res } = ctx;
  // Koa would report every page that is closed as a broken stream.
  ctx.respond = false;
  res.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
  res.write('retry: 1000\n\n');
  const write = (event: LiveEvent): void => void res.write(`data: ${JSON.stringify(event)}\n\n`);
  const unsubscribe = live.subscribe(phone, write);
  const heartbeat = setInterval(() => res.write(': \n\n'), HEARTBEAT_MS);
  const end = (): void => {
    clearInterval(heartbeat);
    unsubscribe();
    closing.removeEventListener('abort', end);
    res.end();
  };
  closing.addEventListener('abort', end);
  res.on('close', end);
}
