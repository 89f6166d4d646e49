import { randomBytes } from 'node:crypto';
import { pino } from 'pino';
import { createDataSource } from '../../src/database/data-source';
import type { Database } from '../../src/database/database';
import { createDatabase } from '../../src/database/postgres-database';
import { administer, getTestServer, urlOf } from './database-harness';

/** A fresh, migrated database of one test file. */
export interface TestDatabase {
  /** Connected as the product connects: as the role that owns nothing. */
  database: Database;
  url: string;
  /** The tables' owner's address: for what only an owner may do. */
  ownerUrl: string;
  /** Closes `database` and removes it from the server. */
  drop: () => Promise<void>;
}

/** Clones the migrated template: some 30 ms. Call it in `beforeAll` and `drop` in `afterAll`. */
export async function createTestDatabase(): Promise<TestDatabase> {
  const server = await getTestServer();
  const name = `${server.template}_${randomBytes(6).toString('hex')}`;
  await administer(
    server,
    `create database ${name} template ${server.template} owner ${server.ownerRole}`,
  );
  const url = urlOf(server.app, name);
  const dataSource = createDataSource({
    url,
    entities: [],
    logger: pino({ level: 'silent' }),
    allowExitOnIdle: true,
  });
  await dataSource.initialize();
  const database = createDatabase(dataSource);
  return {
    database,
    url,
    ownerUrl: urlOf(server.owner, name),
    drop: async () => {
      await database.close();
      await administer(server, `drop database ${name} with (force)`);
    },
  };
}
