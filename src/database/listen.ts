import { Client } from 'pg';
import type { PostgresDriver } from 'typeorm/driver/postgres/PostgresDriver';
import type { Logger } from '../platform/logger';
import type { Database } from './database';

const RECONNECT_MS = 2_000;

export interface Listening {
  close(): Promise<void>;
}

/**
 * Listens on a channel over a connection of its own, and connects again when it is lost. What is told
 * while there is no connection is lost: who listens must also look by itself now and then, and is called
 * once after each connect.
 */
export function listen(
  database: Database,
  channel: string,
  onNotify: () => void,
  logger: Logger,
): Listening {
  const { options } = database.dataSource.driver as PostgresDriver;
  let client: Client | null = null;
  let timer: NodeJS.Timeout | null = null;
  let closed = false;
  let connecting: Promise<void> = Promise.resolve();

  function start(): void {
    connecting = connect().catch((error: unknown) => {
      logger.warn({ err: error, channel }, 'listening for work is not possible just now');
      restart();
    });
  }

  async function connect(): Promise<void> {
    const next = new Client({
      ...(options.url === undefined ? {} : { connectionString: options.url }),
      application_name: 'zhijian listen',
      keepAlive: true,
    });
    client = next;
    next.on('error', () => restart(next));
    next.on('end', () => restart(next));
    next.on('notification', onNotify);
    await next.connect();
    await next.query(`listen ${channel}`);
    if (closed) await next.end();
    else onNotify();
  }

  function restart(lost = client): void {
    if (closed || lost !== client || timer) return;
    client = null;
    lost?.end().catch(() => undefined);
    timer = setTimeout(() => {
      timer = null;
      start();
    }, RECONNECT_MS);
    timer.unref();
  }

  start();
  return {
    async close() {
      closed = true;
      if (timer) clearTimeout(timer);
      await connecting;
      await client?.end().catch(() => undefined);
    },
  };
}
