import { randomUUID } from 'node:crypto';
import { pino } from 'pino';
import type { Database } from '../../../src/database/database';
import { openDatabase } from '../../../src/database/open-database';

/*
 * A process that serves from a data folder until it is killed or told to stop: `serve.ts <dataDir> [writers]`.
 * It says `ready`, then, with writers, the id of each row once its commit is acknowledged; or
 * `failed <code> <sentence>`.
 */

async function write(database: Database): Promise<never> {
  for (;;) {
    const id = randomUUID();
    await database.query(
      'insert into misses (account, id, message_id, item, at) values ($1, $2, $2, $3, now())',
      ['renshe', id, 'renshe.a'],
    );
    process.stdout.write(`${id}\n`);
  }
}

async function main(dataDir: string, writers: number): Promise<void> {
  const opened = await openDatabase({
    databaseUrl: null,
    migrationDatabaseUrl: null,
    dataDir,
    mode: 'serve',
    logger: pino({ level: 'silent' }),
  });
  process.once('SIGTERM', () => void opened.close().then(() => process.exit(0)));
  process.stdout.write('ready\n');
  setInterval(() => {}, 60_000);
  await Promise.all(Array.from({ length: writers }, () => write(opened.database)));
}

main(process.argv[2]!, Number(process.argv[3] ?? 0)).catch((error: Error & { code?: string }) => {
  process.stdout.write(`failed ${error.code ?? ''} ${error.message}\n`);
  process.exit(1);
});
