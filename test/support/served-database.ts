import { createTestDatabase, type TestDatabase } from './database';

/** A fresh, migrated database that processes of their own are pointed at. */
export interface ServedDatabase extends TestDatabase {
  /** `DATABASE_URL` and `MIGRATION_DATABASE_URL` for a serving process. */
  env: Record<'DATABASE_URL' | 'MIGRATION_DATABASE_URL', string>;
  /** Path of the server's unix socket; null where it is reached by TCP. */
  socket: string | null;
}

export async function createServedDatabase(): Promise<ServedDatabase> {
  const created = await createTestDatabase();
  const socketFolder = new URL(withHost(created.url)).searchParams.get('host');
  return {
    ...created,
    env: {
      DATABASE_URL: withHost(created.url),
      MIGRATION_DATABASE_URL: withHost(created.ownerUrl),
    },
    socket: socketFolder === null ? null : `${socketFolder}/.s.PGSQL.5432`,
  };
}

/** The same database, reached through a proxy on the loopback address. */
export function throughProxy(url: string, port: number): string {
  const { username, pathname } = new URL(url);
  return `postgres://${username}@127.0.0.1:${port}${pathname}`;
}

/** An address with an empty host is none to the URL standard; the `host` parameter decides anyway. */
function withHost(url: string): string {
  return url.replace('@/', '@localhost/');
}
