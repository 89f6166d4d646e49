/** A process that only delivers, as the serving process does it, until it is killed or told to stop. */
import { pino } from 'pino';
import { Registry } from 'prom-client';
import { composeDelivery } from '../../src/compose-delivery';
import type { AccountConfig } from '../../src/content/config';
import { createDataSource } from '../../src/database/data-source';
import type { Database } from '../../src/database/database';
import { createDatabase } from '../../src/database/postgres-database';
import { systemClock } from '../../src/platform/clock';
import { aUnit } from '../support/builders';

/** What it is told, as JSON in its environment. */
export interface WorkerSettings {
  databaseUrl: string;
  apiBase: string;
  accounts: readonly AccountConfig[];
  secretKey: string;
}

async function main(settings: WorkerSettings): Promise<void> {
  const logger = pino({ level: 'fatal' });
  const dataSource = createDataSource({ url: settings.databaseUrl, entities: [], logger });
  await dataSource.initialize();
  const statements = { claims: 0, all: 0 };
  const database = counting(createDatabase(dataSource), statements);
  const units = new Map(settings.accounts.map(({ unit }) => [unit, aUnit({ code: unit })]));
  const delivery = composeDelivery({
    ...settings,
    database,
    clock: systemClock,
    logger,
    registry: new Registry(),
    units: () => units,
    pictures: { getMediaId: async () => null, forgetMediaId: async () => false },
  });
  process.once('SIGTERM', () => {
    void delivery
      .stop()
      .then(() => database.close())
      .then(() => say({ ...statements, cpuMs: cpuMs() }, () => process.exit(0)));
  });
  await delivery.start();
  process.stdout.write('ready\n');
}

function say(figures: object, done: () => void): void {
  process.stdout.write(`${JSON.stringify(figures)}\n`, done);
}

/** Of this process since it began. */
export function cpuMs(): number {
  const { user, system } = process.cpuUsage();
  return Math.round((user + system) / 1000);
}

/** Counts statements outside transactions; a claim begins with what is due. */
function counting(database: Database, statements: { claims: number; all: number }): Database {
  return {
    ...database,
    query(sql, parameters, name) {
      statements.all += 1;
      if (/^\s*with due as \(\s*select o\./.test(sql)) statements.claims += 1;
      return database.query(sql, parameters, name);
    },
  };
}

if (require.main === module) {
  main(JSON.parse(process.env['WORKER_SETTINGS']!) as WorkerSettings).catch((error: Error) => {
    process.stderr.write(`${error.stack ?? error.message}\n`);
    process.exit(1);
  });
}
