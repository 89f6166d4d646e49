import type { Logger } from 'pino';
import type { EntityClass } from './data-source';
import { createDataSource } from './data-source';
import type { Database } from './database';
import { openEmbeddedServer } from './embedded/embedded-server';
import { APP_ROLE, DATABASE_NAME, OWNER_ROLE, socketUrl } from './embedded/roles';
import { isMigrationPending, migrate } from './migrate';
import { checkOutsideDatabase, explainOutsideError } from './outside-database';
import { createDatabase } from './postgres-database';
import { READER_ROLE, walls } from './walls';

/** Where the database is and how this process means to use it. */
export interface DatabaseOptions {
  /** Null: the embedded PostgreSQL in `dataDir`. */
  databaseUrl: string | null;
  /** The owner's connection to an outside database; null: the same as `databaseUrl`. */
  migrationDatabaseUrl: string | null;
  dataDir: string;
  logger: Logger;
  poolSize?: number;
  /** `serve`: npm start, one for each data folder; `attach`: a command, also beside a running server. */
  mode: 'serve' | 'attach';
  /** Entity classes for stores that use repositories. */
  entities?: readonly EntityClass[];
}

/** The database, migrated, and connected to as the role that owns nothing. */
export interface OpenedDatabase {
  database: Database;
  /** False: the process connects as the tables' owner or a superuser, or nobody could make the role that reads for staff. */
  secondWall: boolean;
  embedded: boolean;
  /** Ends the connections, then stops the embedded server if this process started it. Safe to call again. */
  close(): Promise<void>;
}

/**
 * Opens the database: starts or joins the embedded server, migrates as the owner, connects as the
 * process's role.
 * @throws AppError with what to do: `bad_configuration`, `conflict` (another process owns the data
 *   folder) or `database_unavailable` (an outside database that cannot be reached)
 */
export async function openDatabase(options: DatabaseOptions): Promise<OpenedDatabase> {
  const place = await findPlace(options);
  try {
    if (options.databaseUrl !== null) await checkOutsideDatabase(place.ownerUrl);
    await migrateIfDue(options, place);
    const database = await connect(options, place.appUrl);
    const secondWall = await hasSecondWall(database);
    let closing: Promise<void> | undefined;
    const close = async (): Promise<void> => {
      await database.close();
      await place.stop();
    };
    return {
      database,
      secondWall,
      embedded: options.databaseUrl === null,
      close: () => (closing ??= close()),
    };
  } catch (error) {
    await place.stop();
    throw options.databaseUrl === null ? error : explainOutsideError(error, options.databaseUrl);
  }
}

interface Place {
  appUrl: string;
  ownerUrl: string;
  stop(): Promise<void>;
}

async function findPlace(options: DatabaseOptions): Promise<Place> {
  const { databaseUrl, migrationDatabaseUrl, dataDir, logger, mode } = options;
  if (databaseUrl !== null) {
    const ownerUrl = migrationDatabaseUrl ?? databaseUrl;
    return { appUrl: databaseUrl, ownerUrl, stop: async () => {} };
  }
  const server = await openEmbeddedServer({ dataDir, kind: mode, logger });
  return {
    appUrl: socketUrl(server.socketFolder, APP_ROLE, DATABASE_NAME),
    ownerUrl: socketUrl(server.socketFolder, OWNER_ROLE, DATABASE_NAME),
    stop: () => server.stop(),
  };
}

async function migrateIfDue(options: DatabaseOptions, place: Place): Promise<void> {
  if (options.mode === 'serve' || (await isMigrationPending(place.ownerUrl))) {
    await migrate({ ...place, logger: options.logger });
  }
}

async function connect(options: DatabaseOptions, url: string): Promise<Database> {
  const { entities = [], logger, poolSize } = options;
  const dataSource = createDataSource({
    url,
    entities,
    logger,
    ...(poolSize === undefined ? {} : { poolSize }),
  });
  await dataSource.initialize();
  return createDatabase(dataSource);
}

/** The process owns nothing and goes around nothing, and may take on the role that the policies hold. */
async function hasSecondWall(database: Database): Promise<boolean> {
  const [row] = await database.query<{ wall: boolean }>(
    `select not (r.rolsuper or r.rolbypassrls or exists (
         select from pg_class c
         where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')
           and pg_has_role(r.oid, c.relowner, 'member')))
       and exists (select from pg_roles reader
         where reader.rolname = $1 and pg_has_role(r.oid, reader.oid, 'member'))
       and (select count(*) = $2 from pg_policies p
         where p.schemaname = 'public' and p.policyname = p.tablename || '_scope') as wall
     from pg_roles r where r.rolname = current_user`,
    [READER_ROLE, Object.keys(walls).length],
  );
  return row?.wall ?? false;
}
